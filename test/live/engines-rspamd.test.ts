/** rspamd alone, as the supervisor runs it: what it says to Postfix about strangers' mail, and whom it signs for. */
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { checkConfig } from '../../src/base/config.ts'
import { homeAt } from '../../src/base/home.ts'
import { makeSecrets } from '../../src/base/secrets.ts'
import type { EngineSettings } from '../../src/engines/engine.ts'
import { rspamd } from '../../src/engines/rspamd/engine.ts'
import { publishKeys } from '../../src/engines/rspamd/keys.ts'
import { rspamdPaths } from '../../src/engines/rspamd/paths.ts'
import { startEngine, type RunningEngine } from './engine-runner.ts'
import { type Asked, askMilter, type Verdict } from './milter-talk.ts'
import { startTxtResolver } from './txt-resolver.ts'

const home = homeAt(mkdtempSync('/tmp/tdr-'))
let settings: EngineSettings
let engine: RunningEngine
let isResolverThere = true
let resolver: Awaited<ReturnType<typeof startTxtResolver>>

const records = {
  'strict.example': 'v=spf1 ip4:192.0.2.1 -all',
  '_dmarc.strict.example': 'v=DMARC1; p=reject',
  'careful.example': 'v=spf1 ip4:192.0.2.1 -all',
  '_dmarc.careful.example': 'v=DMARC1; p=quarantine',
}

const letter = (changes: Partial<Asked> & { author?: string; more?: Asked['headers'] }): Asked => {
  const author = changes.author ?? 'hana@strict.example'
  const headers: Asked['headers'] = [
    ['From', `Hana <${author}>`],
    ['To', 'Taro <taro@ours.example>'],
    ['Subject', 'Lunch on Friday'],
    ['Date', new Date().toUTCString().replace('GMT', '+0000')],
    ['Message-ID', `<${Math.random()}@strict.example>`],
    ['MIME-Version', '1.0'],
    ['Content-Type', 'text/plain; charset=utf-8'],
    ...(changes.more ?? []),
  ]
  return { client: '192.0.2.1', helo: 'mx.strict.example', from: author, to: 'taro@ours.example', headers, body: 'Shall we have lunch on Friday?\r\n', service: 'sv0001.example.jp', ...changes }
}

const ask = (asked: Asked): Promise<Verdict> => askMilter(rspamdPaths(home).milter, asked)
const signatureOf = ({ added }: Verdict): string | undefined => added.find(([name]) => name === 'DKIM-Signature')?.[1]

before(async () => {
  chmodSync(home.root, 0o755)
  resolver = await startTxtResolver(records)
  const checked = checkConfig({ server: { host_name: 'sv0001.example.jp' }, resolver: { address: `127.0.0.1:${resolver.port}` } })
  assert.ok('config' in checked)
  settings = { home, config: checked.config, secrets: makeSecrets(home) }
  engine = await startEngine(rspamd(settings), settings)
})

after(async () => {
  await engine?.stop()
  if (isResolverThere) resolver?.stop()
  rmSync(home.root, { recursive: true, force: true })
})

test('rspamd: a stranger who may is let in, with results under our name and no mark of spam', async () => {
  const { outcome, added } = await ask(letter({}))
  assert.equal(outcome, 'accept')
  const results = added.find(([name]) => name === 'Authentication-Results')?.[1] ?? ''
  assert.match(results, /^\s*sv0001\.example\.jp;/)
  assert.match(results, /spf=pass/)
  assert.match(results, /dmarc=pass/)
  assert.ok(!added.some(([name]) => name === 'X-Spam'), JSON.stringify(added))
})

test('rspamd: what a stranger claims of spam and of results is taken out', async () => {
  const { removed } = await ask(letter({ more: [['X-Spam', 'No'], ['Authentication-Results', 'sv0001.example.jp; spf=pass']] }))
  assert.ok(removed.includes('X-Spam') && removed.includes('Authentication-Results'), JSON.stringify(removed))
})

test('rspamd: who forges a domain that asks for it is refused', async () => {
  const { outcome } = await ask(letter({ client: '198.51.100.66' }))
  assert.match(outcome, /^5\d\d 5\.7\.1 /)
})

test('rspamd: who forges a domain that asks for quarantine is marked', async () => {
  const { outcome, added } = await ask(letter({ client: '198.51.100.66', author: 'hana@careful.example' }))
  assert.equal(outcome, 'accept')
  assert.deepEqual(added.filter(([name]) => name === 'X-Spam'), [['X-Spam', 'Yes']])
})

test('rspamd: signs for those who may speak for the domain, with a key that came while it ran, and for nobody else', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } })
  publishKeys(home, [{ domain: 'ours.example', selector: 'todoku1', privateKey }])
  const own = letter({ client: '192.0.2.44', author: 'taro@ours.example', login: 'taro@ours.example', service: 'SUBMISSION' })
  // Each worker notices the new map by itself.
  for (let tries = 0, inTurn = 0; tries < 100 && inTurn < 10; tries++) {
    inTurn = signatureOf(await ask(own)) ? inTurn + 1 : 0
    if (!inTurn) await sleep(200)
  }
  assert.match(signatureOf(await ask(own)) ?? 'no signature', /d=ours\.example;[^]*s=todoku1;/)

  const cases: readonly (readonly [what: string, asked: Asked, isSigned: boolean])[] = [
    ['an alias of another domain, which Postfix let pass as envelope sender', letter({ client: '192.0.2.44', author: 'info@ours.example', login: 'taro@other.example', service: 'SUBMISSION' }), true],
    ['somebody of another domain', letter({ client: '192.0.2.44', author: 'taro@ours.example', from: 'eve@other.example', login: 'eve@other.example', service: 'SUBMISSION' }), false],
    ['a vacation answer', letter({ client: '127.0.0.1', author: 'taro@ours.example', from: '', service: 'REINJECTION' }), true],
    ['a redirected letter', letter({ client: '127.0.0.1', author: 'taro@ours.example', from: '', more: [['Received', 'from x by y; Fri, 20 Nov 2026 10:00:00 +0000']], service: 'REINJECTION' }), false],
    ['a stranger on this machine', letter({ client: '127.0.0.1', author: 'taro@ours.example' }), false],
    ['a stranger', letter({ client: '198.51.100.66', author: 'taro@ours.example' }), false],
  ]
  for (const [what, asked, isSigned] of cases) assert.equal(signatureOf(await ask(asked)) !== undefined, isSigned, what)
})

test('rspamd: a resolver that is away holds nobody up, and is nobody\'s fault', async () => {
  isResolverThere = false
  resolver.stop()
  const { outcome } = await ask(letter({ author: 'hana@unheard.example' }))
  assert.equal(outcome, 'accept')
})

test('rspamd: a reload keeps answering', async () => {
  await rspamd(settings).reload()
  for (let i = 0; i < 10; i++) {
    assert.equal((await ask(letter({ author: 'taro@ours.example', login: 'taro@ours.example', service: 'SUBMISSION' }))).outcome, 'accept')
    await sleep(200)
  }
})
