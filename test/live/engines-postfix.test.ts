/**
 * Postfix and PostgreSQL alone, as the supervisor runs them, with small stand-ins for Dovecot and rspamd.
 * What strangers hear, what those who signed in hear, and what happens while a neighbour is away.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import pg from 'pg'
import { checkConfig } from '../../src/base/config.ts'
import { databaseAddress, databaseRoles } from '../../src/base/database.ts'
import { homeAt } from '../../src/base/home.ts'
import { makeSecrets } from '../../src/base/secrets.ts'
import type { EngineSettings } from '../../src/engines/engine.ts'
import { submissionCapabilities } from '../../src/engines/postfix/capabilities.ts'
import { postfix } from '../../src/engines/postfix/engine.ts'
import { postfixPaths } from '../../src/engines/postfix/paths.ts'
import { postgres } from '../../src/engines/postgres/engine.ts'
import { migrate } from '../../src/store/migrate.ts'
import { testKeyPair } from '../key-pair.ts'
import { startEngine, type RunningEngine } from './engine-runner.ts'
import { type Delivered, keepingLmtp, type Neighbour, passingMilter, quotaPolicy } from './neighbours.ts'
import { SmtpTalk } from './smtp-talk.ts'

/** A mailbox with little room left. */
const small = { address: 'small@kaede.example', bytes: 2000 }

const home = homeAt(mkdtempSync('/tmp/tdp-'))
const neighbours: Neighbour[] = []
let settings: EngineSettings
let database: RunningEngine
let mail: RunningEngine
let delivered: Delivered[]
let smtp: { host: string; port: number }

const freePort = (): Promise<number> =>
  new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

const seed = `
  insert into owners (name) values ('kaede');
  insert into domains (owner_id, server_id, name, proven_at)
    select id, 'sv0001', d, case when d = 'unproven.example' then null else now() end
    from owners, unnest(array['kaede.example', 'momiji.example', 'unproven.example']) as d;
  insert into mailboxes (domain_id, server_id, local_part)
    select id, 'sv0001', m from domains, unnest(array['hana', 'taro', 'full', 'small']) as m where name = 'kaede.example';
  insert into catch_alls (domain_id, target) select id, 'taro@kaede.example' from domains where name = 'momiji.example';
  insert into mailboxes (domain_id, server_id, local_part) select id, 'sv0001', 'yuki' from domains where name = 'momiji.example';
  insert into aliases (domain_id, local_part, target) select id, 'info', 'hana@kaede.example' from domains where name = 'kaede.example';
  insert into forwards (mailbox_id, target) select id, 'hana@kaede.example' from mailboxes where local_part = 'yuki';`

const asOwner = async (statement: string): Promise<void> => {
  const client = new pg.Client({ ...databaseAddress(home, settings.config), user: databaseRoles.owner, password: settings.secrets.databaseOwner })
  await client.connect()
  await client.query(statement)
  await client.end()
}

before(async () => {
  chmodSync(home.root, 0o755)
  const [port, reinjection] = [await freePort(), await freePort()]
  smtp = { host: '127.0.0.1', port }
  const checked = checkConfig({
    server: { host_name: 'sv0001.example.jp' },
    listen: { smtp: [`127.0.0.1:${port}`] },
    behind: { reinjection: `127.0.0.1:${reinjection}` },
  })
  assert.ok('config' in checked)
  settings = { home, config: checked.config, secrets: makeSecrets(home) }
  const { certificate, key } = testKeyPair()
  mkdirSync(home.tls)
  writeFileSync(join(home.tls, 'cert.pem'), certificate)
  writeFileSync(join(home.tls, 'key.pem'), key, { mode: 0o600 })
  const paths = postfixPaths(home)
  const lmtp = await keepingLmtp(paths.lmtp)
  delivered = lmtp.delivered
  neighbours.push(lmtp.server, await passingMilter(paths.milter), await quotaPolicy(paths.quotaStatus, 'full@kaede.example', small))
  database = await startEngine(postgres(settings), settings)
  await migrate(home, settings.config, settings.secrets)
  await asOwner(seed)
  mail = await startEngine(postfix(settings), settings)
})

after(async () => {
  await mail?.stop()
  await database?.stop()
  for (const server of neighbours) await server.close()
  rmSync(home.root, { recursive: true, force: true })
})

const stranger = async (): Promise<SmtpTalk> => {
  const talk = await SmtpTalk.open(smtp)
  await talk.say('EHLO mx.elsewhere.example')
  return talk
}

const signedIn = async (login: string, address = '203.0.113.7'): Promise<SmtpTalk> => {
  const talk = await SmtpTalk.open({ path: postfixPaths(home).submission })
  await talk.say(`XCLIENT NAME=[UNAVAILABLE] ADDR=${address} PORT=40000 PROTO=ESMTP HELO=app LOGIN=${login}`)
  await talk.say('EHLO app')
  return talk
}

/** Waits for a message that holds this text: what was in delivery when its Postfix was killed is taken up again within the backoff of 60 s. */
const arrival = async (text: string): Promise<Delivered> => {
  for (let tries = 0; tries < 1000; tries++) {
    const found = delivered.find(({ message }) => message.includes(text))
    if (found) return found
    await sleep(100)
  }
  throw new Error(`no message with "${text}" among ${delivered.length}`)
}

const send = async (talk: SmtpTalk, from: string, to: string, message: string): Promise<number> =>
  (await talk.sayAll(`MAIL FROM:<${from}>`, `RCPT TO:<${to}>`, 'DATA', `${message}\r\n.`)).code

test('strangers: no AUTH, STARTTLS with the certificate of the server', async () => {
  const talk = await SmtpTalk.open(smtp)
  const { lines } = await talk.say('EHLO mx.elsewhere.example')
  assert.ok(lines.includes('STARTTLS'))
  assert.ok(!lines.some(line => line.startsWith('AUTH') || line.startsWith('XCLIENT') || line.startsWith('VRFY')))
  assert.equal((await talk.say('STARTTLS')).code, 220)
  const secure = connectTls({ socket: talk.socket, rejectUnauthorized: false, servername: 'sv0001.example.jp' })
  const subject = await new Promise<string | undefined>((resolve, reject) => {
    secure.once('secureConnect', () => resolve(secure.getPeerX509Certificate()?.subject))
    secure.once('error', reject)
  })
  assert.equal(subject, 'CN=sv0001.example.jp')
  secure.destroy()
})

test('strangers: who is unknown gets 550 5.1.1, who relays 454 4.7.1, an unproven domain is not ours', async () => {
  const talk = await stranger()
  await talk.say('MAIL FROM:<a@elsewhere.example>')
  assert.match((await talk.say('RCPT TO:<nobody@kaede.example>')).text, /^550 5\.1\.1 /)
  assert.match((await talk.say('RCPT TO:<b@another.example>')).text, /^454 4\.7\.1 .*Relay access denied/)
  assert.match((await talk.say('RCPT TO:<b@unproven.example>')).text, /^454 4\.7\.1 /)
  assert.equal((await talk.say('RCPT TO:<hana@kaede.example>')).code, 250)
  talk.close()
})

test('strangers: a full mailbox gets 452 4.2.2 at RCPT', async () => {
  const talk = await stranger()
  assert.match((await talk.sayAll('MAIL FROM:<a@elsewhere.example>', 'RCPT TO:<full@kaede.example>')).text, /^452 4\.2\.2 /)
  talk.close()
})

test('strangers: who did not say how big the message is gets 452 4.2.2 at its end, when there is no room; who said, at RCPT', async () => {
  const talk = await stranger()
  assert.equal(await send(talk, 'a@elsewhere.example', small.address, 'Subject: fits\r\n\r\nx'), 250)
  await arrival('Subject: fits')
  const large = `Subject: does not fit\r\n\r\n${'x'.repeat(70)}\r\n`.padEnd(4000, 'all work and no play\r\n')
  assert.match((await talk.sayAll('MAIL FROM:<a@elsewhere.example>', `RCPT TO:<${small.address}>`, 'DATA', `${large}\r\n.`)).text, /^452 4\.2\.2 .*Mailbox is full/)
  assert.match((await talk.sayAll('RSET', 'MAIL FROM:<a@elsewhere.example> SIZE=4000', `RCPT TO:<${small.address}>`)).text, /^452 4\.2\.2 /)
  talk.close()
  await sleep(300)
  assert.ok(!delivered.some(({ message }) => message.includes('does not fit')))
})

test('strangers: what cannot be a name is refused as HELO, once the recipient is known', async () => {
  const talk = await stranger()
  assert.equal((await talk.say('EHLO my_printer!')).code, 250)
  assert.match((await talk.sayAll('MAIL FROM:<a@elsewhere.example>', 'RCPT TO:<hana@kaede.example>')).text, /^501 5\.5\.2 .*Helo command rejected/)
  for (const name of ['my_printer', 'laptop', '[192.0.2.7]', '[IPv6:2001:db8::7]', 'mx.elsewhere.example'])
    assert.equal((await talk.sayAll(`EHLO ${name}`, 'MAIL FROM:<a@elsewhere.example>', 'RCPT TO:<hana@kaede.example>')).code, 250, name)
  talk.close()
})

test('a plus address reaches its mailbox with the extension, past the catch-all; any other name the catch-all', async () => {
  const talk = await stranger()
  assert.equal(await send(talk, 'a@elsewhere.example', 'hana+shop@kaede.example', 'Subject: plus-1\r\n\r\nx'), 250)
  assert.equal((await arrival('plus-1')).recipient, 'hana+shop@kaede.example')
  assert.equal(await send(talk, 'a@elsewhere.example', 'whoever@momiji.example', 'Subject: catch-1\r\n\r\nx'), 250)
  assert.equal((await arrival('catch-1')).recipient, 'taro@kaede.example')
  assert.equal(await send(talk, 'a@elsewhere.example', 'yuki+news@momiji.example', 'Subject: forward-1\r\n\r\nx'), 250)
  await arrival('forward-1')
  await sleep(500)
  assert.deepEqual(
    delivered
      .filter(({ message }) => message.includes('forward-1'))
      .map(({ recipient }) => recipient)
      .toSorted(),
    ['hana@kaede.example', 'yuki+news@momiji.example'],
  )
  talk.close()
})

test('smuggling: only CR LF . CR LF ends a message, the rest of it stays text', async () => {
  for (const trick of ['\n.\n', '\n.\r\n', '\r\n.\n', '\r.\r', '\r\n.\r']) {
    const talk = await stranger()
    const mark = `smuggle-${Buffer.from(trick).toString('hex')}`
    await talk.sayAll('MAIL FROM:<a@elsewhere.example>', 'RCPT TO:<hana@kaede.example>', 'DATA')
    talk.send(`Subject: ${mark}\r\n\r\nbegin${trick}MAIL FROM:<evil@elsewhere.example>\r\nRCPT TO:<taro@kaede.example>\r\nDATA\r\nSubject: smuggled-${mark}\r\n\r\nevil\r\n.\r\n`)
    assert.equal((await talk.reply()).code, 250)
    assert.equal((await talk.say('QUIT')).code, 221)
    await arrival(`Subject: ${mark}`)
  }
  await sleep(500)
  const withSmuggled = delivered.filter(({ message }) => message.includes('Subject: smuggled-'))
  assert.equal(withSmuggled.length, 5)
  assert.ok(withSmuggled.every(({ recipient, message }) => recipient === 'hana@kaede.example' && message.includes('\r\n\r\nbegin')))
})

test('who talks before his turn is refused', async () => {
  const talk = await SmtpTalk.open(smtp)
  talk.send('EHLO early\r\nMAIL FROM:<a@elsewhere.example>\r\n')
  assert.match((await talk.reply()).text, /^554 5\.5\.0 /)
  talk.close()
})

test('submission: says after EHLO what submissionCapabilities says', async () => {
  const talk = await SmtpTalk.open({ path: postfixPaths(home).submission })
  await talk.say('XCLIENT NAME=[UNAVAILABLE] ADDR=203.0.113.7 PORT=40000 PROTO=ESMTP HELO=app LOGIN=hana@kaede.example')
  assert.deepEqual((await talk.say('EHLO app')).lines, ['sv0001.example.jp', ...submissionCapabilities(settings.config)])
  talk.close()
})

test('submission: 530 without sign-in, 553 5.7.1 as somebody else, 250 as oneself, an alias, a plus address', async () => {
  const nobody = await SmtpTalk.open({ path: postfixPaths(home).submission })
  assert.match((await nobody.sayAll('EHLO app', 'MAIL FROM:<hana@kaede.example>', 'RCPT TO:<taro@kaede.example>')).text, /^530 5\.7\.0 /)
  nobody.close()
  const talk = await signedIn('hana@kaede.example')
  const answer = async (from: string): Promise<string> => {
    await talk.say('RSET')
    return (await talk.sayAll(`MAIL FROM:<${from}>`, 'RCPT TO:<x@another.example>')).text
  }
  assert.match(await answer('taro@kaede.example'), /^553 5\.7\.1 .*not owned by user hana@kaede\.example/)
  assert.match(await answer('x@another.example'), /^553 5\.7\.1 /)
  for (const own of ['hana@kaede.example', 'Hana@Kaede.Example', 'info@kaede.example', 'hana+shop@kaede.example', '']) assert.match(await answer(own), /^250 /, own)
  talk.close()
})

test('submission: a client from 127.0.0.1 cannot use XCLIENT after the edge did', async () => {
  const talk = await signedIn('hana@kaede.example', '127.0.0.1')
  assert.match((await talk.say('XCLIENT LOGIN=taro@kaede.example')).text, /^550 5\.7\.0 /)
  assert.ok((await talk.say('AUTH PLAIN AGEAYg==')).code >= 500)
  talk.close()
})

test('submission: an unknown local recipient is named at once, UTF-8 headers are kept, Date and Message-ID are added', async () => {
  const talk = await signedIn('hana@kaede.example')
  assert.match((await talk.sayAll('MAIL FROM:<hana@kaede.example>', 'RCPT TO:<nobody@kaede.example>')).text, /^550 5\.1\.1 /)
  const last = await talk.sayAll('RSET', 'MAIL FROM:<hana@kaede.example>', 'RCPT TO:<taro@kaede.example>', 'DATA', 'From: <hana@kaede.example>\r\nSubject: 届く utf8-1\r\n\r\nx\r\n.')
  assert.equal(last.code, 250)
  const { message } = await arrival('届く utf8-1')
  assert.match(message, /^Message-ID: </im)
  assert.match(message, /^Date: /im)
  talk.close()
})

test('what is refused on the way comes back to its sender, explained in Japanese and English', async () => {
  const talk = await signedIn('hana@kaede.example')
  assert.equal(await send(talk, 'hana@kaede.example', 'taro+refused@kaede.example', 'Subject: refused-1\r\n\r\nx'), 250)
  talk.close()
  const { recipient, message } = await arrival('not this one')
  assert.equal(recipient, 'hana@kaede.example')
  assert.match(message, /^Subject: =\?UTF-8\?B\?/m)
  assert.match(message, /^Content-Type: text\/plain; charset=utf-8/m)
  assert.match(message, /あなたのメールを届けられませんでした/)
  assert.match(message, /Your message could not be delivered/)
  assert.match(message, /refused-1/)
})

test('reinjection: relays for Dovecot', async () => {
  const talk = await SmtpTalk.open({ host: '127.0.0.1', port: settings.config.behind.reinjection.port })
  await talk.sayAll('EHLO dovecot', 'MAIL FROM:<>')
  assert.equal((await talk.say('RCPT TO:<a@elsewhere.example>')).code, 250)
  assert.match((await talk.say('RCPT TO:<nobody@kaede.example>')).text, /^550 5\.1\.1 /)
  talk.close()
})

test('the milter away: 4xx, and back', async () => {
  const { milter } = postfixPaths(home)
  const [server] = neighbours.splice(1, 1)
  await server?.close()
  const talk = await stranger()
  assert.match((await talk.sayAll('MAIL FROM:<a@elsewhere.example>', 'RCPT TO:<hana@kaede.example>')).text, /^4\d\d /)
  talk.close()
  neighbours.splice(1, 0, await passingMilter(milter))
  const again = await stranger()
  assert.equal(await send(again, 'a@elsewhere.example', 'hana@kaede.example', 'Subject: milter-back\r\n\r\nx'), 250)
  again.close()
})

test('quota-status away: mail goes on', async () => {
  const [server] = neighbours.splice(2, 1)
  await server?.close()
  const talk = await stranger()
  assert.equal((await talk.sayAll('MAIL FROM:<a@elsewhere.example>', 'RCPT TO:<hana@kaede.example>')).code, 250)
  talk.close()
  neighbours.push(await quotaPolicy(postfixPaths(home).quotaStatus, 'full@kaede.example'))
})

test('PostgreSQL killed: 451 and nothing lost; back, and after a reload all is well', async () => {
  await database.kill()
  const talk = await stranger()
  assert.match((await talk.sayAll('MAIL FROM:<a@elsewhere.example>', 'RCPT TO:<hana@kaede.example>')).text, /^4\d\d /)
  talk.close()
  const signed = await signedIn('hana@kaede.example')
  assert.match((await signed.sayAll('MAIL FROM:<hana@kaede.example>', 'RCPT TO:<taro@kaede.example>')).text, /^4\d\d /)
  signed.close()
  database = await startEngine(postgres(settings), settings)
  await postfix(settings).reload()
  let code = 0
  for (let tries = 0; tries < 50 && code !== 250; tries++) {
    const again = await stranger()
    code = (await again.sayAll('MAIL FROM:<a@elsewhere.example>', 'RCPT TO:<hana@kaede.example>')).code
    again.close()
    if (code !== 250) await sleep(100)
  }
  assert.equal(code, 250)
})

test('master killed in the middle of sessions: what was acknowledged arrives, the ports are taken again', async () => {
  const idle = await stranger()
  const talk = await stranger()
  assert.equal(await send(talk, 'a@elsewhere.example', 'hana@kaede.example', 'Subject: killed-1\r\n\r\nx'), 250)
  await mail.kill()
  mail = await startEngine(postfix(settings), settings)
  await arrival('killed-1')
  const again = await stranger()
  assert.equal(await send(again, 'a@elsewhere.example', 'hana@kaede.example', 'Subject: killed-2\r\n\r\nx'), 250)
  await arrival('killed-2')
  for (const one of [idle, talk, again]) one.close()
})

test('a Postfix that outlived its supervisor is ended before the next one starts', async () => {
  const first = mail
  mail = await startEngine(postfix(settings), settings)
  assert.notEqual(mail.pid, first.pid)
  assert.throws(() => process.kill(first.pid, 0), { code: 'ESRCH' })
})

test('stopped and started, a reload on the way: a session in progress goes on', async () => {
  const talk = await stranger()
  await talk.say('MAIL FROM:<a@elsewhere.example>')
  await postfix(settings).reload()
  assert.equal((await talk.say('RCPT TO:<hana@kaede.example>')).code, 250)
  assert.equal((await talk.sayAll('DATA', 'Subject: reload-1\r\n\r\nx\r\n.')).code, 250)
  await arrival('reload-1')
  talk.close()
  await mail.stop()
  await assert.rejects(SmtpTalk.open(smtp))
  mail = await startEngine(postfix(settings), settings)
})

test('nothing of Postfix is written outside its own directory', () => {
  const effective = execFileSync('postconf', ['-c', postfixPaths(home).config, '-hx', 'queue_directory', 'data_directory', 'config_directory', 'maillog_file'], { encoding: 'utf8' })
  for (const path of effective.trim().split('\n')) assert.ok(path.startsWith(`${home.root}/`), path)
})

test('a socket that strangers reach never speaks XCLIENT', async () => {
  const talk = await SmtpTalk.open(smtp)
  assert.ok((await talk.say('XCLIENT NAME=[UNAVAILABLE] ADDR=203.0.113.7 LOGIN=hana@kaede.example')).code >= 500)
  talk.close()
})
