/**
 * The verdict on a proof by web page (mission S1): the token, and nothing but it, at `webauth.html` over http or https. Each way to fail has its own cause; of two the
 * one that is nearer to success is told. A wrong certificate keeps nobody out, since it is the content that proves; it is told as a note.
 */
import type { Finding } from '../causes/index.ts'
import type { Judged } from './proof.ts'
import { isToken, wordOf } from './web-file.ts'
import { isChallenge, lookOf } from './web-page.ts'
import type { WebAnswer, WebFailure, WebFetch } from './web.ts'

/** The token of the claim, and those that it had before. */
export interface Tokens {
  readonly token: string
  readonly oldTokens: readonly string[]
}

const failures: Readonly<Record<WebFailure['why'], (failure: WebFailure) => Finding>> = {
  'no-address': ({ url, detail }) => ({ id: 'ownership.web-no-address', facts: { domain: detail, url } }),
  dns: ({ url, detail }) => ({ id: 'ownership.web-unknown', facts: { url, why: detail } }),
  'no-route': ({ url }) => ({ id: 'ownership.web-unknown', facts: { url, why: 'unreachable' } }),
  'forbidden-address': ({ url, address }) => ({ id: 'ownership.web-forbidden-address', facts: { url, address: `${address}` } }),
  refused: ({ url, address }) => ({ id: 'ownership.web-refused', facts: { url, address: `${address}` } }),
  timeout: ({ url, address }) => ({ id: 'ownership.web-timeout', facts: { url, address: `${address}` } }),
  reset: ({ url }) => ({ id: 'ownership.web-cut', facts: { url } }),
  cut: ({ url }) => ({ id: 'ownership.web-cut', facts: { url } }),
  'not-http': ({ url }) => ({ id: 'ownership.web-cut', facts: { url } }),
  tls: ({ url, address }) => ({ id: 'ownership.web-no-tls', facts: { url, address: `${address}` } }),
  'too-many-redirects': ({ url, detail }) => ({ id: 'ownership.web-redirects-loop', facts: { url, count: Number(detail) } }),
  'redirect-elsewhere': ({ url, detail }) => ({ id: 'ownership.web-redirected-away', facts: { url, to: detail } }),
  'bad-redirect': ({ url, detail }) => ({ id: 'ownership.web-bad-redirect', facts: { url, to: detail } }),
  'too-big': ({ url }) => ({ id: 'ownership.web-too-big', facts: { url } }),
}

/** The nearest to success first: what is told of two. A verdict goes before none. */
const nearness: readonly Finding['id'][] = [
  'ownership.web-old-token',
  'ownership.web-wrong-token',
  'ownership.web-page-instead',
  'ownership.web-redirected-away',
  'ownership.web-redirects-loop',
  'ownership.web-bad-redirect',
  'ownership.web-forbidden',
  'ownership.web-not-found',
  'ownership.web-status',
  'ownership.web-too-big',
  'ownership.web-cut',
  'ownership.web-no-tls',
  'ownership.web-timeout',
  'ownership.web-refused',
  'ownership.web-forbidden-address',
  'ownership.web-no-address',
  'ownership.web-unknown',
]

const content = (answer: WebAnswer, { token, oldTokens }: Tokens): Finding | 'proven' => {
  const { url } = answer
  const word = wordOf(answer.body)
  if (word === token) return 'proven'
  if (word !== null && oldTokens.includes(word)) return { id: 'ownership.web-old-token', facts: { url } }
  if (word !== null && isToken(word)) return { id: 'ownership.web-wrong-token', facts: { url } }
  return { id: 'ownership.web-page-instead', facts: { url, looksLike: lookOf(answer) } }
}

const answered = (answer: WebAnswer, tokens: Tokens): Finding | 'proven' => {
  const { url, status } = answer
  if (status >= 200 && status < 300) return content(answer, tokens)
  if (isChallenge(answer)) return { id: 'ownership.web-page-instead', facts: { url, looksLike: 'cdn-challenge' } }
  if (status === 401 || status === 403) return { id: 'ownership.web-forbidden', facts: { url, status } }
  return status === 404 || status === 410 ? { id: 'ownership.web-not-found', facts: { url } } : { id: 'ownership.web-status', facts: { url, status } }
}

const seen = (fetched: WebFetch, tokens: Tokens): Finding | 'proven' => (fetched.state === 'failed' ? failures[fetched.why](fetched) : answered(fetched, tokens))

/** Where there is no page at all, a certificate is not what is amiss. */
const certificateNote = (fetched: WebFetch): Finding[] =>
  fetched.state === 'answered' && typeof fetched.certificate === 'object' && fetched.status < 300 ? [{ id: 'ownership.web-certificate', facts: { url: fetched.url, ...fetched.certificate } }] : []

/** One note for one certificate: plain http may have led to the same place. */
const notesOf = (fetched: readonly WebFetch[]): Finding[] => fetched.flatMap(certificateNote).slice(0, 1)

/**
 * Judges what the two fetches came to.
 * @param tokens in lower case
 */
export const judgeWeb = ({ http, https }: { readonly http: WebFetch; readonly https: WebFetch }, tokens: Tokens): Judged => {
  const notes = notesOf([http, https])
  const both = [seen(http, tokens), seen(https, tokens)]
  if (both.includes('proven')) return { result: { proof: 'web', state: 'proven' }, notes }
  const findings = both.filter(one => one !== 'proven')
  const [finding] = findings.toSorted((a, b) => nearness.indexOf(a.id) - nearness.indexOf(b.id)) as [Finding]
  return { result: { proof: 'web', state: finding.id === 'ownership.web-unknown' ? 'unknown' : 'waiting', finding }, notes }
}
