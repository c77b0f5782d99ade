/**
 * The country rule through a whole installation: real sockets from chosen addresses, the edge in two processes, DNS, the store's change feed.
 * Addresses of the overlay are kept for documentation; those of the operator's own table are routed to this namespace, which has no way out.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { makeAuthority } from '../../lab/authority.ts'
import { type DnsTree, startTree } from '../../lab/dns/tree.ts'
import { type Installation, startInstallation } from '../../lab/installation.ts'
import { labDirectory } from '../../lab/namespace.ts'
import { ours } from '../../lab/places.ts'
import { until } from '../../lab/process.ts'
import { mmdb } from '../mmdb.ts'
import { SmtpTalk } from './smtp-talk.ts'

const home = '198.51.100.7'
const abroad = '198.51.100.130'
const neighbour = '198.51.100.140'
const google = '198.51.100.150'
const liar = '198.51.100.160'
const hotel = '203.0.113.77'
const inTable = '8.8.8.8'
const hana = 'hana@kaede.example'

let directory: string
let dns: DnsTree
let installation: Installation
let password: string

const open = async (from: string, port: number): Promise<TLSSocket> => {
  const socket = connectTls({ socket: connect({ host: ours.address, port, localAddress: from }), rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  return socket
}

/** One sign-in for sending, on a connection of its own. @returns the whole answer, with the reference taken out, and the reference */
const send = async (from: string, login = hana, secret = password): Promise<{ code: number; text: string; ref: string }> => {
  const socket = await open(from, 465)
  const talk = await SmtpTalk.over(socket)
  await talk.say('EHLO phone.example')
  const { code, text } = await talk.say(`AUTH PLAIN ${Buffer.from(`\0${login}\0${secret}`).toString('base64')}`)
  socket.destroy()
  const ref = /[A-Z0-9]{4}-[A-Z0-9]{2}/.exec(text)?.[0] ?? ''
  return { code, text: text.replace(ref, 'REF'), ref }
}

/** One sign-in for reading. @returns whether it was let in */
const read = async (from: string): Promise<boolean> => {
  const socket = await open(from, 993)
  socket.write(`a LOGIN ${hana} ${password}\r\n`)
  let said = ''
  for await (const chunk of socket) {
    said += String(chunk)
    if (/^a /m.test(said)) break
  }
  socket.destroy()
  return /^a OK/m.test(said)
}

interface Attempt {
  readonly ref: string
  readonly cause: string | null
  readonly country: string | null
  readonly facts: Record<string, unknown>
}

/** The attempt that a client was told the reference of, once it is kept. */
const attemptOf = async (ref: string): Promise<Attempt> => {
  const found = await until(async () => {
    const { stdout } = await installation.todoku(['attempts', '--json'])
    const rows = stdout.split('\n').filter(Boolean).map(line => JSON.parse(line) as Attempt)
    return rows.find(row => row.ref === ref) ?? null
  })
  return found ?? assert.fail(`no attempt ${ref}`)
}

/** Both processes of the edge answer alike: so many connections in a row are not all of one. */
const everywhere = async (from: string, code: number): Promise<true | null> => {
  for (let i = 0; i < 8; i++) if ((await send(from)).code !== code) return null
  return true
}

const soon = async (t: { diagnostic(text: string): void }, what: string, from: string, code: number): Promise<void> => {
  const since = performance.now()
  assert.ok(await until(() => everywhere(from, code), 20_000, 20), what)
  t.diagnostic(`${what}: ${Math.round(performance.now() - since)} ms until every process of the edge did so`)
}

const writeTable = (country: string): void => {
  const path = join(directory, 'own.mmdb')
  writeFileSync(`${path}.new`, mmdb({ '8.0.0.0/8': { country: { iso_code: country } } }, Date.UTC(2026, 10, 1) / 1000))
  chmodSync(`${path}.new`, 0o644)
  renameSync(`${path}.new`, path)
}

before(async () => {
  directory = labDirectory()!
  chmodSync(directory, 0o755)
  mkdirSync(join(directory, 'installation'))
  execFileSync('ip', ['route', 'add', 'local', `${inTable}/32`, 'dev', 'lo'])
  dns = await startTree(join(directory, 'dns'))
  await (await dns.host('google.com')).set([{ name: 'mail-lf1-f52', type: 'A', values: [google] }])
  for (const address of [google, liar]) await dns.reverse(address, 'mail-lf1-f52.google.com')
  writeTable('US')
  installation = await startInstallation({
    directory: join(directory, 'installation'),
    authority: await makeAuthority(join(directory, 'authority')),
    config: {
      edge: { processes: 2 },
      country: { table: join(directory, 'own.mmdb'), overlay: { '198.51.100.0/25': 'JP', '198.51.100.128/25': 'US', '203.0.113.0/24': 'TH' } },
    },
  })
  await installation.cli(['owner', 'add', 'kaede'])
  await installation.cli(['domain', 'add', 'kaede.example', '--owner', 'kaede', '--proven'])
  password = ((await installation.cli(['mailbox', 'add', hana])) as { password: string }).password
})
after(async () => {
  await installation.down()
  await dns.stop()
})

test('from home people send, from abroad they read; the attempt says why', async () => {
  assert.equal((await send(home)).code, 235)
  const refused = await send(abroad)
  assert.equal(refused.code, 535)
  assert.equal(await read(abroad), true)
  const { cause, country, facts } = await attemptOf(refused.ref)
  const { trail, ...said } = facts
  assert.equal(cause, 'network.country-blocked')
  assert.equal(country, 'US')
  assert.deepEqual(said, { country: 'US', protocol: 'smtp', tableDate: '2026-11-01', domain: 'kaede.example' })
  assert.equal((trail as string[]).at(-1), 'country-allowed')
})

test('the answer is the same for a right password, a wrong one, and a name that is not there', async () => {
  const answers = [await send(abroad), await send(abroad, hana, 'wrong horse battery'), await send(abroad, 'nobody@kaede.example'), await send(abroad, 'nobody@elsewhere.example')]
  assert.equal(new Set(answers.map(({ text }) => text)).size, 1)
})

test('Gmail is named by its confirmed name, a liar is not; one switch lets Gmail in, and nobody else', async t => {
  assert.equal((await attemptOf((await send(google)).ref)).cause, 'network.service-blocked')
  assert.equal((await attemptOf((await send(liar)).ref)).cause, 'network.country-blocked')
  await installation.cli(['pass', 'add', 'kaede.example', '--service', 'gmail'])
  await soon(t, 'Gmail is let in', google, 235)
  for (const address of [liar, abroad]) assert.equal((await send(address)).code, 535, address)
})

test('that was me: the network of one refusal is let in, and only that', async t => {
  const { ref } = await send(hotel)
  await attemptOf(ref)
  await installation.cli(['pass', 'me', ref])
  await soon(t, 'the network is let in', hotel, 235)
  assert.equal((await send(abroad)).code, 535)
})

test('a travel pass lets the country in; taken back, it is shut again', async t => {
  const { id } = (await installation.cli(['pass', 'add', hana, '--country', 'US', '--days', '3'])) as { id: number }
  await soon(t, 'the country is let in', abroad, 235)
  assert.equal((await send(neighbour)).code, 235)
  await installation.cli(['pass', 'remove', String(id), '--yes'])
  await soon(t, 'the country is shut again', abroad, 535)
})

test("a mailbox's own rule stands before its domain's", async t => {
  await installation.cli(['country', 'set', 'kaede.example', '--countries', 'TH'])
  await soon(t, 'home is shut', home, 535)
  await installation.cli(['country', 'set', hana, '--countries', 'JP,US'])
  await soon(t, 'home is open again for this mailbox', home, 235)
  assert.equal((await send(abroad)).code, 235)
  await installation.cli(['country', 'set', hana, '--countries', 'inherit'])
  await installation.cli(['country', 'set', 'kaede.example', '--countries', 'inherit'])
  await soon(t, 'abroad is shut again', abroad, 535)
})

test('a new table is taken up without a restart, and its day is shown', async t => {
  assert.equal((await send(inTable)).code, 535)
  writeTable('JP')
  await soon(t, 'the new table holds', inTable, 235)
  const { out, output } = { out: (await installation.todoku(['country', 'show', hana])).stdout, output: (await installation.todoku(['status'])).stdout }
  assert.match(out, /2026-11-01/)
  assert.match(output, /Country table: your own, made 2026-11-01/)
})

test('with the resolver away, Gmail that was confirmed before stays; a stranger gets a fault of ours, not a wrong password', async () => {
  await dns.resolver.stop()
  assert.equal((await send(google)).code, 235)
  const stranger = await send('198.51.100.170')
  assert.equal(stranger.code, 454)
  assert.equal((await attemptOf(stranger.ref)).cause, 'ours.resolver-away')
})
