import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkConfig, type Config } from '../base/config.ts'
import { languageFor } from './accept-language.ts'
import { apiServer } from './server.ts'
import { style, welcomePage } from './welcome.ts'
import { serverFacts } from './server-facts.ts'

const configOf = (input: object): Config => {
  const checked = checkConfig(input)
  assert.ok('config' in checked)
  return checked.config
}
const config = configOf({ server: { host_name: 'sv0001.example.jp' } })

test('says where mail apps find it, with the ports that are listened on', async () => {
  const { body } = await apiServer(config).inject('/api/v1/server')
  assert.deepEqual(JSON.parse(body), {
    hostName: 'sv0001.example.jp',
    userName: 'address',
    services: [
      { protocol: 'imap', port: 993, security: 'tls' },
      { protocol: 'pop3', port: 995, security: 'tls' },
      { protocol: 'smtp', port: 465, security: 'tls' },
      { protocol: 'smtp', port: 587, security: 'starttls' },
    ],
  })
  const moved = serverFacts(configOf({ listen: { imaps: ['127.0.0.1:2993'], imap: ['127.0.0.1:2143'], pop3s: [] } }))
  assert.deepEqual(
    moved.services.map(({ port }) => port),
    [2993, 465, 587, 2143],
  )
})

test('the page speaks the language of the browser, or of the address', async () => {
  const app = apiServer(config)
  const ja = await app.inject({ url: '/', headers: { 'accept-language': 'ja,en;q=0.8' } })
  assert.match(ja.body, /<html lang="ja">[^]*993[^]*SSL\/TLS/)
  assert.equal(ja.headers['content-language'], 'ja')
  assert.match((await app.inject({ url: '/?lang=en', headers: { 'accept-language': 'ja' } })).body, /<html lang="en">/)
  assert.match((await app.inject('/?lang=ja&lang=en')).body, /<html lang="en">/)
})

for (const [header, language] of [
  [undefined, 'en'],
  ['ja', 'ja'],
  ['ja-JP, en;q=0.9', 'ja'],
  ['en-US,en;q=0.9,ja;q=0.8', 'en'],
  ['fr, ja;q=0.3', 'ja'],
  ['ja;q=x, en;q=0.1', 'en'],
] as const) {
  test(`Accept-Language ${header} is answered in ${language}`, () => assert.equal(languageFor(header, undefined), language))
}

test('every answer has the security headers, and the policy allows just our style', async () => {
  const app = apiServer(config)
  for (const url of ['/', '/health', '/api/v1/server', '/nothing']) {
    const { headers } = await app.inject(url)
    assert.match(String(headers['content-security-policy']), /^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+';/)
    assert.equal(headers['x-content-type-options'], 'nosniff')
  }
  assert.ok((await app.inject('/')).body.includes(`<style>${style}</style>`))
})

test('what is not there, and what cannot be read, is a problem', async () => {
  const app = apiServer(config)
  const missing = await app.inject('/nothing')
  assert.equal(missing.statusCode, 404)
  assert.match(String(missing.headers['content-type']), /^application\/problem\+json/)
  assert.deepEqual(JSON.parse(missing.body), { type: 'about:blank', title: 'Not found', status: 404 })
  const broken = await app.inject({ method: 'POST', url: '/health', headers: { 'content-type': 'application/json' }, payload: '{' })
  assert.equal(broken.statusCode, 400)
  assert.equal(JSON.parse(broken.body).title, 'Bad request')
})

test('what a fault says stays in the log', async () => {
  const app = apiServer(config)
  app.get('/fault', () => {
    throw new Error('the inner matter')
  })
  const { statusCode, body } = await app.inject('/fault')
  assert.equal(statusCode, 500)
  assert.ok(!body.includes('inner'))
})

test('a host name cannot bring markup into the page', () => {
  assert.ok(!welcomePage({ hostName: '<b>', userName: 'address', services: [] }, 'ja').includes('<b>'))
})
