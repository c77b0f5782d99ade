/** What came instead of the file: enough to say where it comes from, so that the fix can be the right one. */
import type { PageLook } from '../causes/ownership-web-content.ts'
import type { WebAnswer } from './web.ts'

/** Words of the pages with which CDNs and firewalls keep robots out. */
const challenges = new RegExp(
  [
    'cdn-cgi/challenge-platform|_cf_chl|cf-browser-verification|challenges\\.cloudflare\\.com|Attention Required! \\| Cloudflare|cloudflare\\.com/5xx-error',
    '_Incapsula_Resource|Incapsula incident',
    'errors\\.edgesuite\\.net|ak_bmsc',
    'sucuri\\.net/privacy-policy|Sucuri WebSite Firewall',
    'token\\.awswaf\\.com|awsWafCookieDomainList',
    'captcha-delivery\\.com|px-captcha|ddos-guard\\.net|id="anubis_challenge"|SiteGuard Lite',
  ].join('|'),
  'i',
)

/** Pages of registrars and of traders in names, for names without a site. */
const parking = new RegExp(
  [
    'sedoparking|parkingcrew|bodis\\.com|afternic|hugedomains|dan\\.com/buy-domain|above\\.com/marketplace|parklogic|cashparking',
    '(?:this )?domain (?:name )?(?:is|may be) (?:parked|for sale)|buy this domain|parked (?:free|domain)',
    'お名前\\.comで取得|ムームードメインで(?:取得|管理)|バリュードメインで(?:取得|登録)|このドメインは.{0,40}(?:販売|パーキング|取得されて)',
  ].join('|'),
  'i',
)

const wordpress = /\/wp-(?:content|includes|json|admin)\/|<meta[^>]+generator[^>]+WordPress/i

const tags = /<!doctype html|<(?:html|head|body|title|meta|script|div|p|h1)[\s>]/i

/** Whether a CDN, and not the site, answered: with a page for robots, whatever its status. */
export const isChallenge = ({ body, server, status }: Pick<WebAnswer, 'body' | 'server' | 'status'>): boolean =>
  challenges.test(body) || (/^cloudflare/i.test(server ?? '') && (status === 403 || status === 503) && /<title>Just a moment/i.test(body))

/** What an answer that is not the file looks like. */
export const lookOf = (answer: Pick<WebAnswer, 'body' | 'server' | 'status' | 'contentType'>): PageLook => {
  const { body, contentType } = answer
  if (body.trim() === '') return 'empty'
  if (isChallenge(answer)) return 'cdn-challenge'
  if (wordpress.test(body)) return 'wordpress'
  if (parking.test(body)) return 'parking'
  return tags.test(body) || /html/i.test(contentType ?? '') ? 'html' : 'other'
}
