import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeWeb } from './judge-web.ts'
import type { FetchFailure, WebAnswer, WebFetch } from './web.ts'
import { webFile } from './web-file.ts'

const token = `todoku-${'a2'.repeat(16)}`
const old = `todoku-${'b3'.repeat(16)}`
const other = `todoku-${'c4'.repeat(16)}`
const tokens = { token, oldTokens: [old] }
const address = '192.0.2.7'
const url = 'http://shop.example/webauth.html'
const secure = 'https://shop.example/webauth.html'

const answer = (body: string, more: Partial<WebAnswer> = {}): WebAnswer => ({ state: 'answered', url, hops: [], status: 200, contentType: 'text/html', server: null, body, address, certificate: 'none', ...more })
const failure = (why: FetchFailure, detail = '', at: string | null = address): WebFetch => ({ state: 'failed', url, hops: [], why, detail, address: at })
const refused: WebFetch = { ...failure('refused'), url: secure }

const proves: readonly (readonly [string, string])[] = [
  ['the file as it was given out', webFile(token)],
  ['white space around it', `\r\n\t ${token} \r\n\r\n`],
  ['a byte order mark', `\ufeff${token}`],
  ['capitals', token.toUpperCase()],
  ['an editor around it', `<!DOCTYPE html>\n<html lang="ja"><head><meta charset="utf-8"><title>無題ドキュメント</title></head>\n<body>\n<p>${token}</p>\n</body></html>`],
  ['tags without an end', `<p>${token}<br/>`],
  ['a comment of the file manager', `${token}\n<!-- uploaded by file manager -->`],
  ['signs of no width', `\u200b${token}\u200b`],
]
for (const [what, body] of proves) {
  test(`web proof: ${what} is taken`, () => assert.deepEqual(judgeWeb({ http: answer(body), https: refused }, tokens), { result: { proof: 'web', state: 'proven' }, notes: [] }))
}

const page = (looksLike: string): [string, object] => ['page-instead', { url, looksLike }]

const fails: readonly (readonly [string, WebFetch, string, object])[] = [
  ['an old token', answer(old), 'old-token', { url }],
  ["somebody else's token", answer(`<p>${other}</p>`), 'wrong-token', { url }],
  ['the token and more words', answer(`my token is ${token}`), ...page('html')],
  ['the token twice', answer(`${token} ${token}`), ...page('html')],
  ['the token somewhere in a long page', answer(`<html><body>${'<p></p>'.repeat(400)}${token}</body></html>`), ...page('html')],
  ['a script beside the token', answer(`<script>x()</script>${token}`), ...page('html')],
  ['a token in an attribute', answer(`<a href="${token}">here</a>`), ...page('html')],
  ['nothing', answer('  \n'), ...page('empty')],
  ['204', answer('', { status: 204 }), ...page('empty')],
  ['WordPress', answer('<!doctype html><link href="https://shop.example/wp-content/themes/a/style.css">'), ...page('wordpress')],
  ['WordPress by its name', answer('<html><meta name="generator" content="WordPress 6.8">'), ...page('wordpress')],
  ['Cloudflare, by its script', answer('<html><script src="/cdn-cgi/challenge-platform/h/b/orchestrate">', { status: 403, server: 'cloudflare' }), ...page('cdn-challenge')],
  ['Cloudflare, by its title', answer('<html><title>Just a moment...</title>', { status: 503, server: 'cloudflare' }), ...page('cdn-challenge')],
  ['a title like it, of somebody else', answer('<html><title>Just a moment...</title>', { status: 503, server: 'nginx' }), 'status', { url, status: 503 }],
  ['a robot check with 200', answer('<html><script src="/_Incapsula_Resource?x">'), ...page('cdn-challenge')],
  ['parking', answer('<html>This domain is for sale!'), ...page('parking')],
  ['parking in Japanese', answer('<html><p>このドメインは、お名前.comで取得されています。'), ...page('parking')],
  ['plain html', answer('<h1>Our shop</h1>'), ...page('html')],
  ['text that says that it is html', answer('Our shop'), ...page('html')],
  ['other text', answer('{"a": 1}', { contentType: 'application/json' }), ...page('other')],
  ['text of no type', answer('hello', { contentType: null }), ...page('other')],
  ['401', answer('', { status: 401 }), 'forbidden', { url, status: 401 }],
  ['403', answer('<html>Forbidden', { status: 403, server: 'Apache' }), 'forbidden', { url, status: 403 }],
  ['the right token, with 403', answer(token, { status: 403 }), 'forbidden', { url, status: 403 }],
  ['404', answer('<html>', { status: 404 }), 'not-found', { url }],
  ['410', answer('', { status: 410 }), 'not-found', { url }],
  ['500', answer('', { status: 500 }), 'status', { url, status: 500 }],
  ['a redirect that is none', answer('', { status: 304 }), 'status', { url, status: 304 }],
  ['no address', failure('no-address', 'shop.example', null), 'no-address', { domain: 'shop.example', url }],
  ['a forbidden address', failure('forbidden-address', '127.0.0.1', '127.0.0.1'), 'forbidden-address', { url, address: '127.0.0.1' }],
  ['refused', failure('refused'), 'refused', { url, address }],
  ['a time-out', failure('timeout'), 'timeout', { url, address }],
  ['a reset', failure('reset'), 'cut', { url }],
  ['a cut', failure('cut'), 'cut', { url }],
  ['no HTTP', failure('not-http'), 'cut', { url }],
  ['no TLS', failure('tls'), 'no-tls', { url, address }],
  ['a circle', failure('too-many-redirects', '4'), 'redirects-loop', { url, count: 4 }],
  ['a redirect away', failure('redirect-elsewhere', 'https://other.example/'), 'redirected-away', { url, to: 'https://other.example/' }],
  ['a bad redirect', failure('bad-redirect', 'ftp://shop.example/'), 'bad-redirect', { url, to: 'ftp://shop.example/' }],
  ['too much', failure('too-big'), 'too-big', { url }],
]
for (const [what, http, id, facts] of fails) {
  test(`web proof: ${what} is told as web-${id}`, () => {
    const { result } = judgeWeb({ http, https: { ...refused, why: 'no-route' } as WebFetch }, tokens)
    assert.deepEqual(result, { proof: 'web', state: 'waiting', finding: { id: `ownership.web-${id}`, facts } })
  })
}

test('web proof: nobody could look: no verdict', () => {
  for (const [http, why] of [[failure('dns', 'servfail', null), 'servfail'], [failure('no-route'), 'unreachable']] as const) {
    assert.deepEqual(judgeWeb({ http, https: http }, tokens).result, { proof: 'web', state: 'unknown', finding: { id: 'ownership.web-unknown', facts: { url, why } } })
  }
})

/** Of each pair the first is told, whichever way they came. */
const nearer: readonly (readonly [WebFetch, WebFetch])[] = [
  [answer(old), answer(other)],
  [answer(other), answer('<html>')],
  [answer('<html>'), answer('', { status: 404 })],
  [failure('redirect-elsewhere', 'https://other.example/'), refused],
  [answer('', { status: 403 }), answer('', { status: 404 })],
  [answer('', { status: 404 }), failure('timeout')],
  [failure('timeout'), failure('refused')],
  [failure('tls'), failure('refused')],
  [failure('refused'), failure('dns', 'timeout', null)],
]
for (const [near, far] of nearer) {
  const [wanted, away] = [near, far].map(one => judgeWeb({ http: one, https: one }, tokens).result)
  test(`web proof: of two ${JSON.stringify(wanted).slice(27, 110)} goes first`, () => {
    assert.notDeepEqual(wanted, away)
    assert.deepEqual(judgeWeb({ http: near, https: far }, tokens).result, wanted)
    assert.deepEqual(judgeWeb({ http: far, https: near }, tokens).result, wanted)
  })
}

test('web proof: a wrong certificate is told once, and keeps nobody out', () => {
  const certificate = { why: 'wrong-name', names: ['*.old.example'] } as const
  const note = { id: 'ownership.web-certificate', facts: { url: secure, why: 'wrong-name', names: ['*.old.example'] } }
  const https = answer(token, { url: secure, certificate })
  const wrong = answer('<html>', { url: secure, certificate })
  const proven = { proof: 'web', state: 'proven' } as const
  assert.deepEqual(judgeWeb({ http: answer(token), https }, tokens), { result: proven, notes: [note] })
  assert.deepEqual(judgeWeb({ http: answer(token), https: wrong }, tokens), { result: proven, notes: [note] })
  assert.deepEqual(judgeWeb({ http: failure('refused'), https }, tokens), { result: proven, notes: [note] })
  assert.deepEqual(judgeWeb({ http: { ...https, hops: [url] }, https }, tokens), { result: proven, notes: [note] })
  assert.deepEqual(judgeWeb({ http: answer('', { status: 404 }), https: wrong }, tokens).notes, [note])
  assert.deepEqual(judgeWeb({ http: answer(token), https: { ...https, certificate: 'good' } }, tokens), { result: proven, notes: [] })
})
