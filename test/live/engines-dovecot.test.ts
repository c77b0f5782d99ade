/** Dovecot on a real database, as the supervisor runs it, with a stand-in for Postfix's reinjection; no edge, no rspamd. */
import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import pg from 'pg'
import { checkConfig } from '../../src/base/config.ts'
import { databaseAddress, databaseRoles } from '../../src/base/database.ts'
import { homeAt } from '../../src/base/home.ts'
import { makeSecrets } from '../../src/base/secrets.ts'
import { imapCapabilities, imapCapabilitiesAfterSignIn, pop3Capabilities } from '../../src/engines/dovecot/capabilities.ts'
import { flushAuthCache, kick, readUsage } from '../../src/engines/dovecot/doveadm.ts'
import { dovecot } from '../../src/engines/dovecot/engine.ts'
import { dovecotPaths } from '../../src/engines/dovecot/paths.ts'
import { dovecotVersion } from '../../src/engines/dovecot/read.ts'
import { publishVacation } from '../../src/engines/dovecot/vacation.ts'
import type { EngineSettings } from '../../src/engines/engine.ts'
import { postgres } from '../../src/engines/postgres/engine.ts'
import { migrate } from '../../src/store/migrate.ts'
import { startEngine, type RunningEngine } from './engine-runner.ts'
import { LineTalk } from './line-talk.ts'
import { freePort } from './postfix-alone.ts'
import { SmtpTalk } from './smtp-talk.ts'

const home = homeAt(mkdtempSync('/tmp/tdv-'))
const seed = `
  insert into owners (name) values ('kaede');
  insert into domains (owner_id, server_id, name, proven_at) select id, 'sv0001', 'kaede.example', now() from owners;
  insert into mailboxes (domain_id, server_id, local_part, quota_bytes) select id, 'sv0001', m, q from domains, (values ('hana', 100000000), ('small', 20000)) as v (m, q);`

let settings: EngineSettings
let database: RunningEngine
let engine: RunningEngine
let reinjection: Server
/** What Dovecot handed over for sending, each with its envelope. */
const sent: string[] = []

/** Takes mail as an SMTP server, and keeps it. */
const keepingSmtp = (): Server =>
  createServer(socket => {
    let text = ''
    socket.on('error', () => {})
    socket.write('220 keeper\r\n')
    socket.on('data', chunk => {
      text += chunk.toString('utf8')
      const isInData = /\r\nDATA\r\n/i.test(text)
      if (isInData && text.endsWith('\r\n.\r\n')) {
        sent.push(text)
        text = ''
        socket.write('250 2.0.0 kept\r\n')
      } else if (isInData) {
        if (/\r\nDATA\r\n$/i.test(text)) socket.write('354 go on\r\n')
      } else if (/QUIT\r\n$/i.test(text)) socket.end('221 bye\r\n')
      else if (text.endsWith('\r\n')) socket.write('250 ok\r\n')
    })
  })

const deliver = async (to: string, message: string, from = 'stranger@elsewhere.example'): Promise<string> => {
  const talk = await SmtpTalk.open({ path: dovecotPaths(home).lmtp })
  try {
    const opened = await talk.sayAll('LHLO sv0001.example.jp', `MAIL FROM:<${from}>`, `RCPT TO:<${to}>`)
    if (opened.code >= 400) return opened.text
    await talk.say('DATA')
    return (await talk.say(`${message.replaceAll(/\r?\n/g, '\r\n')}\r\n.`)).text
  } finally {
    talk.close()
  }
}

const letter = (subject: string, headers = ''): string => `From: Stranger <stranger@elsewhere.example>\nTo: hana@kaede.example\nMessage-ID: <${Math.random()}@elsewhere.example>\n${headers}Subject: ${subject}\n\nHello.`

const imap = async (user: string, pass: string): Promise<ImapFlow> => {
  const { address, port } = settings.config.behind.imap
  const client = new ImapFlow({ host: address, port, secure: false, auth: { user, pass }, logger: false, disableAutoIdle: true })
  client.on('error', () => {})
  await client.connect()
  return client
}

const subjects = async (folder: string): Promise<string[]> => {
  const client = await imap('hana@kaede.example', settings.secrets.edge)
  const { exists } = await client.mailboxOpen(folder)
  const found: string[] = []
  if (exists) for await (const { envelope } of client.fetch('1:*', { envelope: true })) found.push(envelope?.subject ?? '')
  await client.logout()
  return found
}

before(async () => {
  chmodSync(home.root, 0o755)
  const [imapPort, pop3Port, back] = [await freePort(), await freePort(), await freePort()]
  const checked = checkConfig({ server: { host_name: 'sv0001.example.jp' }, behind: { imap: `127.0.0.1:${imapPort}`, pop3: `127.0.0.1:${pop3Port}`, reinjection: `127.0.0.1:${back}` } })
  assert.ok('config' in checked)
  settings = { home, config: checked.config, secrets: makeSecrets(home) }
  database = await startEngine(postgres(settings), settings)
  await migrate(home, settings.config, settings.secrets)
  const client = new pg.Client({ ...databaseAddress(home, settings.config), user: databaseRoles.owner, password: settings.secrets.databaseOwner })
  await client.connect()
  await client.query(seed)
  await client.end()
  reinjection = keepingSmtp().listen(back, '127.0.0.1')
  engine = await startEngine(dovecot(settings), settings)
})

after(async () => {
  await engine?.stop()
  await database?.stop()
  reinjection?.close()
  rmSync(home.root, { recursive: true, force: true })
})

test('dovecot: delivers by LMTP and gives back by IMAP and POP3, to the edge only', async () => {
  assert.match(await deliver('hana+shop@kaede.example', letter('first')), /^250 2\.0\.0/)
  assert.deepEqual(await subjects('INBOX'), ['first'])
  await assert.rejects(imap('hana@kaede.example', 'not the secret'))
  await assert.rejects(imap('hana@kaede.example', ''))
  const pop3 = await LineTalk.open(settings.config.behind.pop3)
  await pop3.say('XCLIENT ADDR=192.0.2.8 PORT=50124')
  await pop3.say('USER hana@kaede.example')
  assert.match(await pop3.say(`PASS ${settings.secrets.edge}`), /^\+OK/)
  assert.match(await pop3.say('STAT'), /^\+OK 1 /)
  pop3.close()
})

test('dovecot: an unknown mailbox is 550 5.1.1, and has no sign-in', async () => {
  assert.match(await deliver('nobody@kaede.example', letter('none')), /^550 5\.1\.1/)
  await assert.rejects(imap('nobody@kaede.example', settings.secrets.edge))
})

test('dovecot: the addresses that the edge passes are in its log', async () => {
  const talk = await LineTalk.open(settings.config.behind.imap)
  await talk.say('I ID ("x-originating-ip" "192.0.2.7" "x-originating-port" "50123" "x-connected-ip" "198.51.100.1" "x-connected-port" "993")', /^I /m)
  assert.match(await talk.say(`S AUTHENTICATE PLAIN ${Buffer.from(`\0hana@kaede.example\0${settings.secrets.edge}`).toString('base64')}`, /^S /m), /^S OK/m)
  talk.close()
  assert.match(engine.log(), /rip=192\.0\.2\.7, lip=198\.51\.100\.1/)
  assert.match(engine.log(), /rip=192\.0\.2\.8/)
})

test('dovecot: the capabilities are those that we say', async () => {
  const version = await dovecotVersion()
  const talk = await LineTalk.open(settings.config.behind.imap)
  const before = /^\* CAPABILITY (.*)\r$/m.exec(await talk.say('a CAPABILITY', /^a /m))?.[1]?.split(' ') ?? []
  assert.deepEqual(before.filter(name => !name.startsWith('AUTH=')), imapCapabilities(version))
  const answer = await talk.say(`b LOGIN hana@kaede.example ${settings.secrets.edge}`, /^b /m)
  assert.deepEqual(/CAPABILITY ([^\]\r]*)/.exec(answer)?.[1]?.split(' '), imapCapabilitiesAfterSignIn(version))
  talk.close()
  const pop3 = await LineTalk.open(settings.config.behind.pop3)
  const capa = (await pop3.say('CAPA', /^\.\r$/m)).split('\r\n').filter(line => line && !/^(\+OK|CAPA|\.|USER|SASL .*)$/.test(line))
  assert.deepEqual(capa, pop3Capabilities(version))
  pop3.close()
})

test('dovecot: spam goes to Junk, and the folders of each use are there', async () => {
  assert.match(await deliver('hana@kaede.example', letter('buy', 'X-Spam: Yes\n')), /^250/)
  assert.deepEqual(await subjects('Junk'), ['buy'])
  const client = await imap('hana@kaede.example', settings.secrets.edge)
  const uses = (await client.list()).flatMap(({ specialUse, subscribed }) => (specialUse && subscribed ? [specialUse] : []))
  await client.logout()
  assert.deepEqual(uses.toSorted(), ['\\Archive', '\\Drafts', '\\Inbox', '\\Junk', '\\Sent', '\\Trash'])
})

test('dovecot: a full mailbox refuses for good, at delivery and when Postfix asks', async () => {
  assert.match(await deliver('small@kaede.example', `${letter('big')}\n${'x'.repeat(15_000).replaceAll(/.{70}/g, '$&\n')}`), /^250/)
  assert.match(await deliver('small@kaede.example', `${letter('more')}\n${'x'.repeat(15_000).replaceAll(/.{70}/g, '$&\n')}`), /^552 5\.2\.2/)
  const policy = await LineTalk.open({ path: `${dovecotPaths(home).run}/quota-status` }, false)
  assert.match(await policy.say('request=smtpd_access_policy\nrecipient=small@kaede.example\nsize=15000\n', /\n\n/), /^action=552 5\.2\.2/)
  assert.match(await policy.say('request=smtpd_access_policy\nrecipient=hana@kaede.example\nsize=15000\n', /\n\n/), /^action=DUNNO/)
  assert.match(await policy.say('request=smtpd_access_policy\nrecipient=small@kaede.example\nsize=50000000\n', /\n\n/), /^action=552 5\.2\.2/)
  policy.close()
  const usage = await readUsage(home, 'small@kaede.example')
  assert.equal(usage?.messages, 1)
})

test('dovecot: a vacation answer goes out once, to people only, through the reinjection', async () => {
  publishVacation(home, { domain: 'kaede.example', localPart: 'hana' }, { subject: '休暇中 "です"', body: '金曜に戻ります。\n.\n"さよなら" \\', days: 7 })
  await deliver('hana@kaede.example', letter('are you there'))
  await deliver('hana@kaede.example', letter('are you there again'))
  await deliver('hana@kaede.example', letter('news', 'List-Id: <news.elsewhere.example>\n'), 'news@elsewhere.example')
  for (let tries = 0; tries < 50 && sent.length === 0; tries++) await sleep(100)
  assert.equal(sent.length, 1, sent.join('\n----\n'))
  assert.match(sent[0] ?? '', /MAIL FROM:<>/)
  assert.match(sent[0] ?? '', /RCPT TO:<stranger@elsewhere\.example>/)
  assert.match(sent[0] ?? '', /^Auto-Submitted: auto-replied/m)
  publishVacation(home, { domain: 'kaede.example', localPart: 'hana' }, null)
})

test('dovecot: who is known goes on while PostgreSQL is away, mail waits meanwhile for who is not', async () => {
  await flushAuthCache(home)
  // Dovecot 2.4 remembers for each protocol.
  await subjects('INBOX')
  assert.match(await deliver('hana@kaede.example', letter('before')), /^250/)
  await database.stop()
  assert.ok((await subjects('INBOX')).length > 0)
  assert.match(await deliver('hana@kaede.example', letter('meanwhile')), /^250/)
  assert.match(await deliver('small@kaede.example', letter('meanwhile')), /^4\d\d /)
  database = await startEngine(postgres(settings), settings)
  let answer = ''
  for (let tries = 0; tries < 100 && !answer.startsWith('250'); tries++) {
    answer = await deliver('small@kaede.example', letter('again'))
    if (!answer.startsWith('250')) await sleep(200)
  }
  assert.match(answer, /^250/)
})

test('dovecot: a reload ends no session, a kick does', async () => {
  const client = await imap('hana@kaede.example', settings.secrets.edge)
  await client.mailboxOpen('INBOX')
  await dovecot(settings).reload()
  await sleep(500)
  await client.noop()
  assert.ok(client.usable)
  for (let tries = 0; tries < 50 && (await dovecot(settings).unready()) !== null; tries++) await sleep(100)
  assert.deepEqual((await subjects('INBOX')).slice(0, 1), ['first'])
  const closed = new Promise<void>(resolve => client.on('close', resolve))
  const other = await imap('hana@kaede.example', settings.secrets.edge)
  const otherClosed = new Promise<void>(resolve => other.on('close', resolve))
  assert.ok(await kick(home, 'hana@kaede.example'))
  await otherClosed
  client.close()
  await closed
})
