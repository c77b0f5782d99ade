/** The edge's submission in front of a real Postfix: the client's address and login arrive there, and nobody becomes somebody else. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo, Server, Socket } from 'node:net'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import { createTransport } from 'nodemailer'
import type { EdgeContext, Refusal } from '../../src/edge/contract.ts'
import { connectionTaker, listenAt } from '../../src/edge/listener.ts'
import { serveSmtp } from '../../src/edge/smtp/session.ts'
import { contextFor, upgradeWith } from '../../src/edge/tls.ts'
import { submissionCapabilities } from '../../src/engines/postfix/capabilities.ts'
import { testKeyPair } from '../key-pair.ts'
import { startPostfixAlone, type PostfixAlone } from './postfix-alone.ts'
import { SmtpTalk } from './smtp-talk.ts'

const seed = `
  insert into owners (name) values ('kaede');
  insert into domains (owner_id, server_id, name, proven_at) select id, 'sv0001', 'kaede.example', now() from owners;
  insert into mailboxes (domain_id, server_id, local_part) select id, 'sv0001', m from domains, unnest(array['hana', 'taro']) as m;`

let alone: PostfixAlone
let context: EdgeContext
const refusals: Refusal[] = []
const faults: unknown[] = []
const servers: Server[] = []
let engineAway = false

const open = async (implicitTls: boolean, proxyNetworks: string[] = []): Promise<number> => {
  const secure = contextFor(testKeyPair())
  const take = connectionTaker({
    context,
    upgrade: upgradeWith(() => secure, context.record),
    serve: { smtp: serveSmtp, imap: serveSmtp, pop3: serveSmtp },
    proxyNetworks,
    connectionsPerAddress: 1000,
    onFault: error => faults.push(error),
  })
  const door = { address: '127.0.0.1', port: 0, protocol: 'smtp', implicitTls } as const
  const server = await listenAt(door, take(door))
  servers.push(server)
  return (server.address() as AddressInfo).port
}

before(async () => {
  alone = await startPostfixAlone(seed)
  context = {
    hostName: 'sv0001.example.jp',
    authenticate: async ({ login, password }) =>
      password === 'kumo no ue 7'
        ? { verdict: 'accept', who: { mailboxId: 1, address: login, serverId: 'sv0001' } }
        : { verdict: 'refuse', finding: { id: 'credential.mismatch', facts: { mailbox: login } }, ref: 'K7Q2-9F' },
    record: refusal => {
      refusals.push(refusal)
      return 'K7Q2-9F'
    },
    backendFor: () => ({ kind: 'unix', path: engineAway ? `${alone.submission}-away` : alone.submission }),
    capabilities: { smtp: submissionCapabilities(alone.settings.config), imap: [], pop3: [] },
    signInMs: 10_000,
    triesPerConnection: 3,
  }
})
after(async () => {
  for (const server of servers) server.close()
  await alone.remove()
})

const hana = { user: 'hana@kaede.example', pass: 'kumo no ue 7' }
const arrival = async (text: string): Promise<string> => {
  for (let tries = 0; tries < 300; tries++) {
    const found = alone.delivered.find(({ message }) => message.includes(text))
    if (found) return found.message
    await sleep(50)
  }
  throw new Error(`no message with "${text}"`)
}
/** A client in TLS that has said EHLO. */
const talkTo = async (port: number, proxied?: string): Promise<SmtpTalk> => {
  const plain: Socket = connect(port, '127.0.0.1')
  await once(plain, 'connect')
  if (proxied) plain.write(`PROXY ${proxied} 4321 465\r\n`)
  const secure = connectTls({ socket: plain, rejectUnauthorized: false })
  const talk = await SmtpTalk.over(secure)
  await talk.say('EHLO laptop.local')
  return talk
}
const plainOf = ({ user, pass }: { user: string; pass: string }): string => `AUTH PLAIN ${Buffer.from(`\0${user}\0${pass}`).toString('base64')}`

for (const [name, implicitTls] of [['465', true], ['587 with STARTTLS', false]] as const) {
  test(`nodemailer sends on ${name}`, async () => {
    const transport = createTransport({ host: '127.0.0.1', port: await open(implicitTls), secure: implicitTls, requireTLS: true, auth: hana, tls: { rejectUnauthorized: false } })
    await transport.sendMail({ from: hana.user, to: 'taro@kaede.example', subject: `by ${name}`, text: 'こんにちは'.repeat(1000) })
    transport.close()
    assert.match(await arrival(`Subject: by ${name}`), /Received: from \S+ \(unknown \[127\.0\.0\.1\]\)\s+by sv0001\.example\.jp \(Postfix\) with ESMTPA/)
  })
}

test("Postfix sees the client's address, name and login; IPv4 and IPv6", async () => {
  const port = await open(true, ['127.0.0.0/8'])
  for (const [proxied, shown] of [['TCP4 203.0.113.9 192.0.2.1', '203.0.113.9'], ['TCP6 2001:db8::9 2001:db8::1', 'IPv6:2001:db8::9']] as const) {
    const talk = await talkTo(port, proxied)
    assert.equal((await talk.say(plainOf(hana))).code, 235)
    await talk.sayAll(`MAIL FROM:<${hana.user}>`, 'RCPT TO:<taro@kaede.example>', 'DATA')
    assert.equal((await talk.say(`Subject: from ${shown}\r\n\r\nhi\r\n.`)).code, 250)
    talk.close()
    assert.ok((await arrival(`Subject: from ${shown}`)).includes(`Received: from laptop.local (unknown [${shown}])`))
    assert.match(alone.log(), new RegExp(`client=unknown\\[${shown.replace('IPv6:', '')}\\], sasl_method=\\S*, sasl_username=hana@kaede\\.example`))
  }
})

test('what EHLO shows before sign-in is what Postfix shows after it, less AUTH', async () => {
  const talk = await talkTo(await open(true))
  const before = (await talk.say('EHLO laptop.local')).lines
  await talk.say(plainOf(hana))
  const behind = (await talk.say('EHLO laptop.local')).lines
  assert.deepEqual(before, [...behind, 'AUTH PLAIN LOGIN'])
  talk.close()
})

test('a sender who is somebody else is refused', async () => {
  const talk = await talkTo(await open(true))
  await talk.say(plainOf(hana))
  await talk.say('MAIL FROM:<taro@kaede.example>')
  assert.match((await talk.say('RCPT TO:<taro@kaede.example>')).text, /^553 5\.7\.1 .*not owned by user hana@kaede\.example/)
  talk.close()
})

test('a client from 127.0.0.1 cannot speak XCLIENT after its sign-in', async () => {
  const talk = await talkTo(await open(true))
  await talk.say(plainOf(hana))
  assert.ok(!(await talk.say('EHLO laptop.local')).lines.some(line => line.startsWith('XCLIENT')))
  assert.match((await talk.say('XCLIENT LOGIN=taro@kaede.example')).text, /^550 5\.7\.0 /)
  await talk.say('MAIL FROM:<taro@kaede.example>')
  assert.match((await talk.say('RCPT TO:<taro@kaede.example>')).text, /^553 5\.7\.1 /)
  talk.close()
})

test('what is pipelined behind AUTH reaches Postfix', async () => {
  const talk = await talkTo(await open(true))
  talk.send(`${plainOf(hana)}\r\nMAIL FROM:<${hana.user}>\r\nRCPT TO:<taro@kaede.example>\r\nDATA\r\n`)
  assert.deepEqual([(await talk.reply()).code, (await talk.reply()).code, (await talk.reply()).code, (await talk.reply()).code], [235, 250, 250, 354])
  assert.equal((await talk.say('Subject: pipelined\r\n\r\nhi\r\n.')).code, 250)
  await arrival('Subject: pipelined')
  talk.close()
})

test('an engine that is away is a temporary fault of ours, and the app may try again at once', async () => {
  const talk = await talkTo(await open(true))
  engineAway = true
  assert.equal((await talk.say(plainOf(hana))).text, '454 4.7.0 A temporary fault of ours. Try again later. (ref K7Q2-9F)')
  assert.equal(refusals.at(-1)?.finding.id, 'ours.engine-away')
  engineAway = false
  assert.equal((await talk.say(plainOf(hana))).code, 235)
  talk.close()
})

test('many sign-ins at once, over warm connections that Postfix closes in between', async () => {
  const port = await open(true)
  const one = async (at: number): Promise<void> => {
    const talk = await talkTo(port)
    assert.equal((await talk.say(plainOf(hana))).code, 235)
    await talk.sayAll(`MAIL FROM:<${hana.user}>`, 'RCPT TO:<taro@kaede.example>', 'DATA')
    assert.equal((await talk.say(`Subject: school ${at}\r\n\r\nhi\r\n.`)).code, 250)
    assert.equal((await talk.say('QUIT')).code, 221)
  }
  for (let round = 0; round < 5; round++) {
    await Promise.all(Array.from({ length: 10 }, (_, at) => one(round * 10 + at)))
    // A reload ends the smtpd processes behind the connections that wait.
    if (round === 2) process.kill(alone.engine.pid, 'SIGHUP')
  }
  for (let at = 0; at < 50; at++) await arrival(`Subject: school ${at}\r\n`)
  assert.deepEqual(faults, [])
})
