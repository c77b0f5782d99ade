/** Proof by a web page: the file where it should be, and all that stands in its place at old web hostings. */
import type { Words } from '../../../src/base/language.ts'
import type { RecordSet } from '../../dns/zone.ts'
import { answer, challenge, cutOff, gzipBomb, holding, huge, mute, onWww, type Page, parking, redirect, redirectLoop, slowDrip, wordpress } from '../../outside/pages.ts'
import type { CertificateState, Site } from '../../outside/old-web.ts'
import { oldWeb, ours } from '../../places.ts'
import { check, claim, describe, renewToken } from '../acts.ts'
import type { Case, Stage } from '../case.ts'
import { atHostile, hostAtOld, register, webAt } from '../hosting.ts'
import { proofCases, type ProofPlan } from '../proof-case.ts'

const at =
  (records: readonly RecordSet[] = webAt()) =>
  (stage: Stage): Promise<void> =>
    hostAtOld(stage, records)

/** The same page by http and by https, as most hostings have it. */
const both = (page: Page, certificate: CertificateState = 'good'): Site => ({ http: page, https: page, certificate })

const serving =
  (siteOf: (token: string, domain: string) => Site) =>
  ({ world, domain }: Stage, token: string): Promise<void> =>
    world.web.site(domain, siteOf(token, domain))

/** A site at the old host that answers so, and the cause that follows. */
const fails = (name: string, title: Words<string>, cause: string, facts: Readonly<Record<string, unknown>>, siteOf: (token: string, domain: string) => Site, records = webAt()): ProofPlan => ({
  name: `web-${name}`,
  title,
  wants: { cause: `ownership.web-${cause}`, facts },
  before: at(records),
  after: serving(siteOf),
})

const proves = (name: string, title: Words<string>, siteOf: (token: string, domain: string) => Site, more: Partial<ProofPlan> = {}, records = webAt()): ProofPlan => ({
  name: `web-${name}`,
  title,
  wants: 'proven',
  before: at(records),
  after: serving(siteOf),
  ...more,
})

const tellsWhoItIs = ({ world, domain }: Stage): void => {
  const agents = [...new Set(world.web.hits(domain).map(({ userAgent }) => userAgent))]
  if (!agents.length || !agents.every(agent => /^Todoku\/\S+ \(domain ownership check; \S+\)$/.test(agent))) throw new Error(`User-Agent: ${agents.join(' | ')}`)
}

const right: readonly ProofPlan[] = [
  proves('right', { en: 'the file is there, by http and https', ja: 'ファイルが http でも https でも見える' }, token => both(holding(token)), { also: tellsWhoItIs }),
  proves('right-http-only', { en: 'the file is there, and the site has no https', ja: 'ファイルがあり、https のないサイト' }, token => ({ http: holding(token) }), {}, webAt(oldWeb.plainOnly)),
  proves('right-https-only', { en: 'the file is there by https; port 80 is closed', ja: 'https だけでファイルが見える(80番は閉じている)' }, token => ({ https: holding(token) }), {}, webAt(oldWeb.secureOnly)),
  proves('right-on-www', { en: 'the bare name sends on to www., where the file is', ja: 'www. へ転送され、そこにファイルがある' }, (token, domain) => both(onWww(domain, holding(token)))),
  proves('right-to-https', { en: 'everything is sent on to https, with a good certificate', ja: 'すべて https へ転送され、証明書も正しい' }, (token, domain) => ({ http: redirect(`https://${domain}{path}`), https: holding(token) })),
  proves('right-by-editor', { en: 'an editor put a byte order mark before the token and CRLF behind', ja: 'エディターがBOMとCRLFを付けて保存したファイル' }, token => both(answer(200, `\ufeff${token}\r\n`))),
  proves(
    'right-beside-bad-certificate',
    { en: 'right by plain http, though the certificate of https has expired', ja: 'http では正しく、https の証明書は期限切れ' },
    token => both(holding(token), 'expired'),
    { note: 'ownership.web-certificate' },
  ),
]

const wrongPlace: readonly ProofPlan[] = [
  { name: 'web-no-address', title: { en: 'the name has no address', ja: '名前にアドレスがない' }, wants: { cause: 'ownership.web-no-address' }, before: at([]) },
  { name: 'web-refused', title: { en: 'nothing listens at the address', ja: 'アドレスでは何も動いていない' }, wants: { cause: 'ownership.web-refused', facts: { address: oldWeb.closed } }, before: at(webAt(oldWeb.closed)) },
  { name: 'web-timeout', title: { en: 'whatever goes to the address is lost', ja: 'アドレスに何を送っても返事がない' }, wants: { cause: 'ownership.web-timeout', facts: { address: oldWeb.hole } }, before: at(webAt(oldWeb.hole)) },
  fails('mute', { en: 'the server takes the request and says nothing', ja: '接続はできるが何も返さないサーバー' }, 'timeout', { address: oldWeb.address }, () => both(mute)),
  {
    name: 'web-dns-servfail',
    title: { en: 'the name servers of the name fail: no verdict', ja: 'ネームサーバーの障害: 判定しない' },
    wants: { cause: 'ownership.web-unknown', unknown: true },
    before: stage => register(stage, atHostile('servfail')),
  },
]

const refused: readonly ProofPlan[] = [
  fails('401', { en: 'the site wants a password (401)', ja: 'パスワードを求めるサイト(401)' }, 'forbidden', { status: 401 }, () => both(answer(401, '<h1>401 Unauthorized</h1>', { 'www-authenticate': 'Basic realm="staff"' }))),
  fails('403', { en: 'an access rule keeps foreigners out (403)', ja: 'アクセス制限(403)' }, 'forbidden', { status: 403 }, () => both(answer(403, '<h1>403 Forbidden</h1>'))),
  fails('404', { en: 'the file is in the wrong folder (404)', ja: 'ファイルの置き場所が違う(404)' }, 'not-found', { url: /webauth\.html$/ }, () => both(answer(404, '<h1>404 Not Found</h1>'))),
  fails('500', { en: 'the site is broken (500)', ja: 'サイトの障害(500)' }, 'status', { status: 500 }, () => both(answer(500, '<h1>500 Internal Server Error</h1>'))),
  fails('cut', { en: 'the answer breaks off', ja: '返事が途中で切れる' }, 'cut', {}, token => both(cutOff(token))),
  fails('huge', { en: 'the answer has no end', ja: '終わりのない返事' }, 'too-big', {}, () => both(huge)),
  fails('gzip-bomb', { en: 'few bytes that unpack to 64 MB', ja: '展開すると64MBになる返事' }, 'too-big', {}, () => both(gzipBomb)),
  fails('slow-drip', { en: 'a byte a second', ja: '1秒に1バイトずつの返事' }, 'timeout', {}, () => both(slowDrip)),
]

const pages: readonly ProofPlan[] = [
  fails('wordpress', { en: 'WordPress answers in its place', ja: 'WordPress のページが返ってくる' }, 'page-instead', { looksLike: 'wordpress' }, () => both(wordpress)),
  fails('challenge', { en: 'a CDN wants to see a browser', ja: 'CDN のブラウザー確認画面が返ってくる' }, 'page-instead', { looksLike: 'cdn-challenge' }, () => both(challenge)),
  fails('parking', { en: 'the page of a parked domain', ja: '駐車中のドメインのページ' }, 'page-instead', { looksLike: 'parking' }, () => both(parking)),
  fails('empty', { en: 'an empty file', ja: '空のファイル' }, 'page-instead', { looksLike: 'empty' }, () => both(answer(200, ''))),
  fails('wrong-token', { en: 'the file of another claim', ja: '別の申請のファイル' }, 'wrong-token', {}, () => both(holding(`todoku-${'b'.repeat(32)}`))),
]

/** What the content proves, the content proves: plain http would be no safer. The certificate is told. */
const certificates: readonly ProofPlan[] = (['wrong-name', 'expired', 'self-signed'] as const).map(state =>
  proves(
    `redirect-${state}`,
    {
      en: `everything is sent on to https, whose certificate is ${{ 'wrong-name': 'for another name', expired: 'expired', 'self-signed': 'self-signed' }[state]}: told, and proven by the content`,
      ja: `すべて https へ転送され、証明書が${{ 'wrong-name': '別の名前のもの', expired: '期限切れ', 'self-signed': '自己署名' }[state]}: 知らせたうえで、内容で確認する`,
    },
    (token, domain) => ({ http: redirect(`https://${domain}{path}`), https: holding(token), certificate: state }),
    { note: 'ownership.web-certificate', noteFacts: { why: state === 'self-signed' ? 'unknown-authority' : state } },
  ),
)

const quiet = ({ world }: Stage): void => {
  if (world.traps.sprung.length) throw new Error(`it connected to ${world.traps.sprung.join(', ')}`)
}

const inward = (name: string, title: Words<string>, to: string, cause = 'forbidden-address'): ProofPlan => ({ ...fails(name, title, cause, {}, () => both(redirect(to))), also: quiet })

const redirects: readonly ProofPlan[] = [
  fails('redirect-elsewhere', { en: 'sent on to another name', ja: '別の名前へ転送される' }, 'redirected-away', { to: /^http:\/\/shop\.example\.com\// }, () => both(redirect('http://shop.example.com{path}'))),
  fails('redirect-loop', { en: 'sent on for ever', ja: '転送が終わらない' }, 'redirects-loop', {}, () => both(redirectLoop)),
  inward('redirect-loopback', { en: 'sent on to 127.0.0.1', ja: '127.0.0.1 へ転送される' }, 'http://127.0.0.1/webauth.html'),
  inward('redirect-link-local', { en: 'sent on to 169.254.169.254', ja: '169.254.169.254 へ転送される' }, 'http://169.254.169.254/latest/meta-data/'),
  inward('redirect-loopback-6', { en: 'sent on to [::1]', ja: '[::1] へ転送される' }, 'http://[::1]/webauth.html'),
  {
    ...fails('redirect-private-name', { en: 'sent on to www., which has a private address', ja: 'プライベートアドレスの www. へ転送される' }, 'forbidden-address', { address: '10.0.0.5' }, (_, domain) => both(redirect(`http://www.${domain}{path}`)), [
      { name: '@', type: 'A', values: [oldWeb.address] },
      { name: 'www', type: 'A', values: ['10.0.0.5'] },
    ]),
    also: quiet,
  },
  { name: 'web-private-address', title: { en: 'the name has a loopback address', ja: '名前がループバックアドレスを指す' }, wants: { cause: 'ownership.web-forbidden-address', facts: { address: '127.0.0.1' } }, before: at(webAt('127.0.0.1')), also: quiet },
  { name: 'web-own-address', title: { en: 'the name points to our own host already', ja: '名前がもうこちらのサーバーを指している' }, wants: { cause: 'ownership.web-forbidden-address', facts: { address: ours.address } }, before: at(webAt(ours.address)) },
]

/** A resolver that says something else at the second look: whatever is fetched, it is never from inside. */
const rebound: Case = {
  name: 'web-rebinding',
  family: 'web',
  title: { en: 'a public address and a loopback one by turns (rebinding), ten looks', ja: '公開アドレスと 127.0.0.1 を交互に答えるDNS(リバインディング)、10回' },
  wanted: 'never connected inside, never proven',
  play: async stage => {
    await register(stage, atHostile('rebinding'))
    await stage.world.web.site(stage.domain, both(answer(404, 'not here')))
    await claim(stage)
    const causes = new Set<string>()
    for (let turn = 0; turn < 5; turn++) {
      const seen = await check(stage)
      if (seen.provenBy !== null) throw new Error(describe(seen))
      causes.add(seen.results.find(({ proof }) => proof === 'web')?.finding?.id ?? 'no finding')
      quiet(stage)
    }
    const looks = stage.world.hostile.rebinding.asked.filter(question => question.startsWith(`A ${stage.domain} `)).length
    if (looks < 2) throw new Error(`the name was only looked up ${looks} times`)
    return `${[...causes].join(', ')} in ${looks} looks; nothing connected inside`
  },
}

/** The file that was downloaded before the token changed. */
const oldToken: Case = {
  name: 'web-old-token',
  family: 'web',
  title: { en: 'the file of an earlier claim of the same name', ja: '以前の申請でダウンロードしたファイル' },
  wanted: 'ownership.web-old-token, then proven',
  play: async stage => {
    await hostAtOld(stage, webAt())
    const old = await claim(stage)
    await stage.world.web.site(stage.domain, both(holding(old)))
    const fresh = await renewToken(stage)
    if (fresh === old) throw new Error('the second claim has the token of the first')
    const before = await check(stage)
    const found = before.results.find(({ proof }) => proof === 'web')?.finding?.id
    if (found !== 'ownership.web-old-token' || before.provenBy !== null) throw new Error(describe(before))
    await stage.world.web.site(stage.domain, both(holding(fresh)))
    const after = await check(stage)
    if (after.provenBy !== 'web') throw new Error(describe(after))
    return `${found}, then ${describe(after)}`
  },
}

/** The cases of this file. */
export const webCases: readonly Case[] = [...proofCases('web', [...right, ...wrongPlace, ...refused, ...pages, ...certificates, ...redirects]), oldToken, rebound]
