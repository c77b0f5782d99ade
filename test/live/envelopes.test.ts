/** What only Postfix sees: refusals after the sign-in and on port 25, from its log into attempts. */
import assert from 'node:assert/strict'
import { copyFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Followed, postfixLogFollower } from '../../src/actions/follow-postfix-log.ts'
import { databaseAddress } from '../../src/base/database.ts'
import { type Attempt, insertAttempts, listAttempts, type NewAttempt } from '../../src/store/attempts.ts'
import { openDatabase } from '../../src/store/pool.ts'
import type { Db } from '../../src/store/schema.ts'
import { operator } from '../../src/store/whose.ts'
import { type PostfixAlone, startPostfixAlone } from './postfix-alone.ts'
import { SmtpTalk } from './smtp-talk.ts'

const seed = `
  insert into owners (name) values ('kaede'), ('momiji');
  insert into domains (owner_id, server_id, name, proven_at)
    select o.id, 'sv0001', d.name, case when d.name = 'unproven.example' then null else now() end
    from (values ('kaede', 'kaede.example'), ('kaede', 'unproven.example'), ('momiji', 'momiji.example')) as d (owner, name) join owners o on o.name = d.owner;
  insert into mailboxes (domain_id, server_id, local_part)
    select id, 'sv0001', m from domains, unnest(array['hana', 'taro']) as m where name = 'kaede.example';`

const app = '203.0.113.7'
let host: PostfixAlone
let db: Db
let follow: (now: Date) => Promise<Followed>

const newFollower = () => postfixLogFollower({ ...host.settings, db })

const linesWith = (text: string): number => host.log().split(text).length - 1

/** Postfix logs after it has answered: waits until every session that began has ended in the log. */
const settled = async (): Promise<void> => {
  for (let tries = 0; linesWith(': connect from ') > linesWith(': disconnect from '); tries++) {
    assert.ok(tries < 100, 'a session does not end')
    await sleep(100)
  }
}

/** Follows to the end. @returns the attempts since the moment, the newest first */
const followed = async (since: Date): Promise<Attempt[]> => {
  await settled()
  while ((await follow(new Date())).hasMore);
  const { items: rows } = await listAttempts(db, operator, { limit: 100, since })
  return rows.filter(({ outcome }) => outcome === 'refused')
}

const hanaSignsIn = (address: string): Promise<void> => {
  const row: NewAttempt = {
    ref: 'AAAA-AA',
    at: new Date(),
    serverId: 'sv0001',
    mailboxId: null,
    protocol: 'smtp',
    port: 587,
    address,
    country: 'JP',
    tls: 'TLSv1.3 TLS_AES_128_GCM_SHA256',
    sni: 'sv0001.example.jp',
    mechanism: 'PLAIN',
    login: 'hana@kaede.example',
    outcome: 'accepted',
    cause: null,
    likely: false,
    facts: {},
    client: 'app',
  }
  return insertAttempts(db, [row])
}

before(async () => {
  host = await startPostfixAlone(seed)
  db = openDatabase(databaseAddress(host.settings.home, host.settings.config), host.settings.secrets, 'test')
  await hanaSignsIn(app)
  follow = newFollower()
})

after(async () => {
  await db?.destroy()
  await host?.remove()
})

const asHana = async (...commands: string[]): Promise<void> => {
  const talk = await SmtpTalk.open({ path: host.submission })
  await talk.say(`XCLIENT NAME=[UNAVAILABLE] ADDR=${app} PORT=40000 PROTO=ESMTP HELO=app LOGIN=hana@kaede.example`)
  await talk.say('EHLO app')
  for (const command of commands) await talk.say(command)
  talk.close()
}

const asStranger = async (...commands: string[]): Promise<void> => {
  const { address, port } = host.settings.config.listen.smtp[0]!
  const talk = await SmtpTalk.open({ host: address, port })
  await talk.say('EHLO mx.elsewhere.example')
  for (const command of commands) await talk.say(command)
  talk.close()
}

/** Lines carry whole seconds. */
const secondsAgo = (): Date => new Date(Date.now() - 1500)

test('who signed in and was refused afterwards finds it among the attempts of the mailbox, with the connection of the sign-in', async () => {
  const since = secondsAgo()
  await asHana('MAIL FROM:<taro@kaede.example>', 'RCPT TO:<x@another.example>')
  await asHana('MAIL FROM:<hana@kaede.example>', 'RCPT TO:<tarro@kaede.example>')
  await asHana('MAIL FROM:<hana@kaede.example> SIZE=99999999')
  await asHana('MAIL FROM:<hana@kaede.example>', 'RCPT TO:<x@ａnother．example>')
  await asHana('MAIL FROM:<hana@kaede.example>', 'RCPT TO:<ｘ＠another.example>')
  const attempts = await followed(since)
  assert.deepEqual(attempts.map(({ cause }) => cause).toSorted(), ['envelope.message-too-big', 'envelope.recipient-unknown', 'envelope.sender-not-owned', 'envelope.unicode-address', 'envelope.unicode-address'])
  for (const { mailbox, port, tls, sni, address, country, client } of attempts)
    assert.deepEqual([mailbox, port, tls, sni, address, country, client], ['hana@kaede.example', 587, 'TLSv1.3 TLS_AES_128_GCM_SHA256', 'sv0001.example.jp', app, 'JP', 'app'])
  const facts = Object.fromEntries(attempts.map(attempt => [attempt.cause, attempt.facts]))
  assert.deepEqual([facts['envelope.sender-not-owned']?.['sender'], facts['envelope.sender-not-owned']?.['login']], ['taro@kaede.example', 'hana@kaede.example'])
  assert.deepEqual([facts['envelope.recipient-unknown']?.['recipient'], facts['envelope.recipient-unknown']?.['near']], ['tarro@kaede.example', 'taro@kaede.example'])
  assert.equal(facts['envelope.message-too-big']?.['limitMegabytes'], host.settings.config.limits.message_megabytes)
})

test('a message that grows too big on the way is known from its queue id', async () => {
  const since = secondsAgo()
  const talk = await SmtpTalk.open({ path: host.submission })
  await talk.say(`XCLIENT NAME=[UNAVAILABLE] ADDR=${app} PORT=40000 PROTO=ESMTP HELO=app LOGIN=taro@kaede.example`)
  await talk.say('EHLO app')
  await talk.sayAll('MAIL FROM:<taro@kaede.example>', 'RCPT TO:<hana@kaede.example>', 'DATA')
  talk.send(`Subject: big\r\n\r\n${`${'x'.repeat(900)}\r\n`.repeat(60_000)}.\r\n`)
  assert.equal((await talk.reply()).code, 552)
  talk.close()
  const [attempt] = await followed(since)
  assert.deepEqual([attempt?.cause, attempt?.mailbox, attempt?.login], ['envelope.message-too-big', 'taro@kaede.example', 'taro@kaede.example'])
})

test('strangers: an unknown name is one row a day for the owner of the domain; likewise a domain that is not in service, and a device whose mail for us is refused; nothing of the rest', async () => {
  const since = secondsAgo()
  for (let i = 0; i < 3; i++) await asStranger('MAIL FROM:<a@elsewhere.example>', 'RCPT TO:<hanna@kaede.example>')
  await asStranger('MAIL FROM:<a@elsewhere.example>', 'RCPT TO:<rin@unproven.example>')
  await asStranger('MAIL FROM:<a@elsewhere.example> SIZE=99999999')
  await asStranger('EHLO my_printer!', 'MAIL FROM:<a@elsewhere.example>', 'RCPT TO:<hana@kaede.example>')
  const attempts = (await followed(since)).filter(({ mailbox }) => mailbox === null)
  assert.deepEqual(
    attempts.map(({ cause, count, mailbox, likely }) => [cause, count, mailbox, likely]).toSorted(),
    [
      ['envelope.bad-helo', 1, null, false],
      ['envelope.domain-not-here', 1, null, true],
      ['envelope.recipient-unknown', 3, null, false],
    ],
  )
  const ownerId = async (name: string): Promise<number> => (await db.selectFrom('owners').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id
  const ofOwner = async (name: string): Promise<(string | null)[]> =>
    (await listAttempts(db, { kind: 'owner', ownerId: await ownerId(name) }, { limit: 100, since })).items.filter(({ mailbox }) => mailbox === null).map(({ cause }) => cause)
  assert.deepEqual((await ofOwner('kaede')).toSorted(), ['envelope.bad-helo', 'envelope.domain-not-here', 'envelope.recipient-unknown'])
  assert.deepEqual(await ofOwner('momiji'), [])
})

test('a school of wrong names ends in a bounded number of rows that count them all', async () => {
  const since = secondsAgo()
  const before = (await followed(new Date(0))).length
  // From the tenth error of a session on, Postfix makes the client wait.
  const names = Array.from({ length: 150 }, (_, i) => `RCPT TO:<nobody${i}@momiji.example>`)
  for (let i = 0; i < names.length; i += 9) await asStranger('MAIL FROM:<a@elsewhere.example>', ...names.slice(i, i + 9))
  await followed(since)
  const { items: rows } = await listAttempts(db, operator, { limit: 1000, since: new Date(0) })
  const ofMomiji = rows.filter(({ facts }) => String(facts['recipient']).endsWith('@momiji.example'))
  assert.ok(before + 101 >= ofMomiji.length && ofMomiji.length <= 101, `${ofMomiji.length} rows`)
  assert.equal(ofMomiji.reduce((sum, { count }) => sum + count, 0), 150)
})

test('port 25: an app of ours is told apart from a spammer who writes our address', async () => {
  const since = secondsAgo()
  await asStranger('MAIL FROM:<hana@kaede.example>', 'RCPT TO:<x@another.example>')
  const [forged] = await followed(since)
  assert.deepEqual([forged?.cause, forged?.likely, forged?.mailbox], ['envelope.relay-without-sign-in', false, null])
  await hanaSignsIn('127.0.0.1')
  await asStranger('MAIL FROM:<hana@kaede.example>', 'RCPT TO:<y@another.example>')
  const [own] = await followed(since)
  assert.deepEqual([own?.cause, own?.likely, own?.mailbox, own?.port], ['envelope.relay-without-sign-in', false, 'hana@kaede.example', host.settings.config.listen.smtp[0]!.port])
})

test('turned over and started anew: nothing twice, nothing lost', async () => {
  await followed(new Date(0))
  const since = secondsAgo()
  const path = join(host.settings.home.log, 'postfix.log')
  await asHana('MAIL FROM:<before@another.example>', 'RCPT TO:<x@another.example>')
  await settled()
  copyFileSync(path, `${path}.1`)
  truncateSync(path)
  await asHana('MAIL FROM:<after@another.example>', 'RCPT TO:<x@another.example>')
  follow = newFollower()
  await followed(since)
  follow = newFollower()
  const senders = (await followed(since)).filter(({ cause }) => cause === 'envelope.sender-not-owned').map(({ facts, count }) => [facts['sender'], count])
  assert.deepEqual(senders.filter(([sender]) => sender !== 'taro@kaede.example').toSorted(), [
    ['after@another.example', 1],
    ['before@another.example', 1],
  ])
})
