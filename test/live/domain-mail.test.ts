/** Codes that are mailed and followed, and mail to domains that are moving in: a real Postfix, PostgreSQL and DNS, and an old mail host that takes, delays and refuses. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { simpleParser } from 'mailparser'
import { makeAuthority } from '../../lab/authority.ts'
import { type DnsTree, startTree } from '../../lab/dns/tree.ts'
import { labDirectory } from '../../lab/namespace.ts'
import { openOldMail, type OldMail } from '../../lab/outside/old-mail.ts'
import { oldMail, oldWeb, ours, resolver } from '../../lab/places.ts'
import { changeRoute } from '../../src/actions/change-route.ts'
import { checkRoute } from '../../src/actions/check-route.ts'
import { checkRoutes } from '../../src/actions/check-routes.ts'
import { enterCode } from '../../src/actions/enter-code.ts'
import { codeLetterFollower } from '../../src/actions/follow-code-letters.ts'
import { postfixLogFollower } from '../../src/actions/follow-postfix-log.ts'
import { type Installation, operator } from '../../src/actions/installation.ts'
import { type Dns, openInstallationDns } from '../../src/actions/open-dns.ts'
import { readCodeDelivery, readMailProof } from '../../src/actions/read-code-delivery.ts'
import { refreshPostfix } from '../../src/actions/refresh-postfix.ts'
import { type CodeSending, sendCode } from '../../src/actions/send-code.ts'
import { watchChanges } from '../../src/actions/watch-changes.ts'
import { databaseAddress } from '../../src/base/database.ts'
import type { Finding } from '../../src/core/causes/index.ts'
import { claimsOf } from '../../src/store/claims.ts'
import { openDatabase } from '../../src/store/pool.ts'
import { postfixCommand } from '../../src/engines/postfix/apply.ts'
import { type PostfixAlone, startPostfixAlone } from './postfix-alone.ts'
import { SmtpTalk } from './smtp-talk.ts'

const claimed = ['takes', 'delays', 'refuses', 'down', 'bare', 'null', 'here', 'silent', 'often', 'guessed']

const seed = `
  insert into owners (name, language) values ('kaede', 'ja'), ('momiji', 'en');
  insert into domains (owner_id, server_id, name, proven_at, proven_by)
    select id, 'sv0001', d, now(), case d when 'kaede.example' then 'operator' else 'web' end from owners, unnest(array['kaede.example', 'moving.example', 'other.example']) as d where owners.name = 'kaede';
  insert into domains (owner_id, server_id, name) select id, 'sv0001', 'early.example' from owners where name = 'kaede';
  insert into mailboxes (domain_id, server_id, local_part) select id, 'sv0001', 'hana' from domains;
  insert into claims (owner_id, name, token, lapses_at)
    select id, d || '.example', 'todoku-' || d, now() + interval '30 days' from owners, unnest(array['${claimed.join("', '")}']) as d where owners.name = 'momiji';
  insert into claims (owner_id, name, token, lapses_at) select id, 'takes.example', 'todoku-second', now() + interval '30 days' from owners where name = 'kaede';`

let host: PostfixAlone
let installation: Installation
let dns: DnsTree
let asked: Dns
let old: OldMail

const mx = (...values: string[]) => ({ name: '@', type: 'MX', values }) as const
const toOld = mx(`10 ${oldMail.hostName}.`)
const toUs = mx(`10 ${ours.hostName}.`)

const until = async <T>(look: () => Promise<T | null> | T | null, what: string): Promise<T> => {
  for (let tries = 0; tries < 150; tries++) {
    const found = await look()
    if (found !== null) return found
    await sleep(200)
  }
  throw new Error(`no ${what}\n${host.log().slice(-3000)}`)
}

before(async () => {
  const directory = labDirectory()!
  dns = await startTree(join(directory, 'dns'))
  old = await openOldMail(await makeAuthority(join(directory, 'authority')), join(directory, 'old-mail'))
  await (await dns.host(ours.domain)).set([{ name: 'sv0001', type: 'A', values: [ours.address] }])
  await (await dns.host('example.com')).set([
    { name: 'mx12', type: 'A', values: [oldMail.address] },
    { name: 'closed', type: 'A', values: [oldWeb.closed] },
  ])
  const zones: Readonly<Record<string, Parameters<typeof mx>>> = { down: ['10 closed.example.com.'], null: ['0 .'], here: toUs.values as [string], early: toUs.values as [string] }
  for (const name of [...claimed, 'moving', 'other', 'early']) {
    if (name === 'silent') await dns.register('silent.example', [{ hostName: 'ns.silent.example', address: oldWeb.closed }])
    else if (name === 'bare') await dns.host('bare.example')
    else await (await dns.host(`${name}.example`)).set([zones[name] ? mx(...zones[name]) : toOld])
    old.meet(`${name}.example`, name === 'delays' ? 'greylists' : name === 'refuses' ? 'refuses' : 'accepts')
  }
  host = await startPostfixAlone(seed, { address: ours.address, hostName: ours.hostName, resolver: `${resolver.address}:${resolver.port}` })
  installation = { ...host.settings, db: openDatabase(databaseAddress(host.settings.home, host.settings.config), host.settings.secrets, 'test') }
  asked = openInstallationDns(installation)
})

after(async () => {
  await installation?.db.destroy()
  await host?.remove()
  await old?.stop()
  await dns?.stop()
})

const send = async (name: string, now = new Date()): Promise<CodeSending> => {
  const sent = await sendCode(installation, asked, operator, { name: `${name}.example`, localPart: 'admin', owner: 'momiji' }, now)
  assert.ok(sent.ok, JSON.stringify(sent))
  return sent.value
}

const notSent = (sending: CodeSending): unknown => (sending.state === 'not-sent' ? sending.finding : sending)

const codeIn = async (domain: string, nth = 0): Promise<string> => {
  const letter = await until(() => old.inbox.filter(({ recipients }) => recipients.includes(`admin@${domain}.example`))[nth] ?? null, `code for ${domain}`)
  const { text = '' } = await simpleParser(letter.raw)
  return /(\d{4} \d{4})/.exec(text)![1]!
}

const followed = async (name: string, follow: ReturnType<typeof codeLetterFollower>, ends: (finding: Finding) => boolean): Promise<Finding> =>
  until(async () => {
    await follow(new Date())
    const report = await readCodeDelivery(installation, operator, `${name}.example`, new Date(), 'momiji')
    const where = report.ok ? report.value.letters[0]?.where : undefined
    return where && ends(where) ? where : null
  }, `end of the letter for ${name}`)

const enter = async (name: string, code: string): Promise<unknown> => {
  const entered = await enterCode(installation, operator, { name: `${name}.example`, code, owner: 'momiji' }, new Date())
  return entered.ok ? entered.value : entered.why
}

const proofOf = async (name: string): Promise<unknown> => {
  const claim = (await claimsOf(installation.db, operator, `${name}.example`)).find(({ owner }) => owner === 'momiji')!
  return (await readMailProof(installation, operator, claim, new Date())).state
}

test('what cannot arrive is not sent, and said why', async () => {
  assert.deepEqual(notSent(await send('bare')), { id: 'ownership.mail-no-mx', facts: { domain: 'bare.example' } })
  assert.deepEqual(notSent(await send('null')), { id: 'ownership.mail-null-mx', facts: { domain: 'null.example' } })
  assert.deepEqual(notSent(await send('here')), { id: 'ownership.mail-goes-here', facts: { domain: 'here.example' } })
  assert.equal((notSent(await send('silent')) as Finding).id, 'ownership.mail-unknown')
  await installation.db.updateTable('claims').set({ state: 'lapsed' }).where('name', '=', 'bare.example').execute()
  assert.deepEqual(notSent(await send('bare')), { id: 'ownership.claim-lapsed', facts: { domain: 'bare.example' } })
  assert.deepEqual(await enter('bare', '12345678'), { state: 'wrong', finding: { id: 'ownership.claim-lapsed', facts: { domain: 'bare.example' } } })
  const none = await sendCode(installation, asked, operator, { name: 'nobody.example', localPart: 'admin' }, new Date())
  assert.ok(!none.ok && none.why.kind === 'not-found')
})

test('a code goes to the old server, is said to lie there, and is entered', async () => {
  const follow = codeLetterFollower(installation)
  const sent = await send('takes')
  assert.ok(sent.state === 'sent')
  assert.deepEqual([sent.recipient, sent.mx, sent.delivery.state], ['admin@takes.example', [oldMail.hostName], 'queued'])
  const where = await followed('takes', follow, ({ id }) => id !== 'ownership.mail-queued')
  assert.deepEqual([where.id, { ...where.facts, at: '' }], ['ownership.mail-delivered', { recipient: 'admin@takes.example', mx: oldMail.hostName, at: '' }])
  const code = await codeIn('takes')
  // The same digits are nothing to another's claim for the same name.
  const other = await enterCode(installation, operator, { name: 'takes.example', code, owner: 'kaede' }, new Date())
  assert.ok(other.ok && other.value.state === 'wrong')
  assert.equal(await proofOf('takes'), 'waiting')
  assert.deepEqual(await enter('takes', code), { state: 'right', recipient: 'admin@takes.example' })
  assert.equal(await proofOf('takes'), 'proven')
  assert.deepEqual(await enter('takes', code), { state: 'wrong', finding: { id: 'ownership.code-spent', facts: {} } })
  const stored = JSON.stringify(await installation.db.selectFrom('proof_codes').selectAll().execute())
  assert.ok(!stored.includes(code.replace(' ', '')) && !stored.includes(code) && !host.log().includes(code))
})

test('one that waits, one that is refused, one whose server is down; a follower that comes later finds out as well', async () => {
  const sent = await Promise.all(['delays', 'refuses', 'down'].map(name => send(name)))
  assert.deepEqual(sent.map(({ state }) => state), ['sent', 'sent', 'sent'])
  const follow = codeLetterFollower(installation)
  const isSettled = ({ id }: Finding): boolean => id !== 'ownership.mail-queued'
  const waits = await followed('delays', follow, isSettled)
  assert.deepEqual([waits.id, { ...waits.facts, since: '' }], ['ownership.mail-waiting', { recipient: 'admin@delays.example', mx: oldMail.hostName, why: 'greylisted', since: '' }])
  const refused = await followed('refuses', follow, isSettled)
  assert.equal(refused.id, 'ownership.mail-bounced')
  assert.match(JSON.stringify(refused.facts), /mx12\.example\.com.*No such mailbox here/)
  const down = await followed('down', follow, isSettled)
  assert.deepEqual([down.id, { ...down.facts, since: '' }], ['ownership.mail-waiting', { recipient: 'admin@down.example', mx: 'closed.example.com', why: 'connection-refused', since: '' }])
  old.meet('delays.example', 'accepts')
  await postfixCommand(host.settings, 'flush')
  assert.equal((await followed('delays', follow, ({ id }) => id !== 'ownership.mail-waiting')).id, 'ownership.mail-delivered')
  assert.equal((await enter('delays', await codeIn('delays')) as { state: string }).state, 'right')
})

test('three letters an hour, even of those that are asked for at the same time', async () => {
  const begun = Date.now()
  const at = (minutes: number): Date => new Date(begun + minutes * 60_000)
  const sent = await Promise.all([0, 1, 2, 3, 4].map(minutes => send('often', at(minutes))))
  assert.equal(sent.filter(({ state }) => state === 'sent').length, 3)
  assert.equal((notSent(await send('often', at(5))) as Finding).id, 'ownership.mail-too-many')
  assert.equal((await send('often', at(70))).state, 'sent')
})

test('ten tries, however many at a time; then not even the right code', async () => {
  await send('guessed')
  const code = await codeIn('guessed')
  const wrong = String((Number(code.replace(' ', '')) + 1) % 100_000_000).padStart(8, '0')
  const answers = await Promise.all(Array.from({ length: 15 }, () => enter('guessed', wrong)))
  assert.ok(answers.every(answer => (answer as { state: string }).state === 'wrong'))
  assert.deepEqual(await enter('guessed', code), { state: 'wrong', finding: { id: 'ownership.code-spent', facts: {} } })
  // A slip that is no code costs nothing; the letter after it has tries of its own.
  await send('guessed')
  assert.deepEqual(await enter('guessed', '1234'), { state: 'wrong', finding: { id: 'ownership.code-wrong', facts: { triesLeft: 10 } } })
  assert.equal((await enter('guessed', await codeIn('guessed', 1)) as { state: string }).state, 'right')
})

const stranger = async (): Promise<SmtpTalk> => {
  const talk = await SmtpTalk.open({ host: ours.address, port: 25 })
  await talk.say('EHLO mx.elsewhere.example')
  return talk
}

/** What a stranger is told about a recipient. */
const told = async (talk: SmtpTalk, recipient: string): Promise<string> => (await talk.sayAll('RSET', 'MAIL FROM:<a@elsewhere.example>', `RCPT TO:<${recipient}>`)).text

const write = async (recipient: string, mark: string): Promise<void> => {
  const talk = await SmtpTalk.open({ path: host.submission })
  await talk.say('XCLIENT NAME=[UNAVAILABLE] ADDR=203.0.113.7 PORT=40000 PROTO=ESMTP HELO=app LOGIN=hana@kaede.example')
  const last = await talk.sayAll('EHLO app', 'MAIL FROM:<hana@kaede.example>', `RCPT TO:<${recipient}>`, 'DATA', `From: <hana@kaede.example>\r\nSubject: ${mark}\r\n\r\nx\r\n.`)
  assert.equal(last.code, 250, last.text)
  talk.close()
}

const arrivedHere = (mark: string) => until(() => host.delivered.find(({ message }) => message.includes(mark)) ?? null, `${mark} here`)
const arrivedThere = (mark: string) => until(() => old.inbox.find(({ raw }) => raw.toString().includes(mark)) ?? null, `${mark} at the old host`)

const idOf = async (name: string): Promise<number> => (await installation.db.selectFrom('domains').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id

test('moving in: our mail follows the MX, strangers come again; the MX changes, and the mail is local within seconds', async () => {
  const seen = await checkRoute(installation, asked, operator, 'moving.example', new Date())
  assert.ok(seen.ok)
  assert.deepEqual([seen.value.goes, seen.value.leads, seen.value.mx, seen.value.isChanged], ['elsewhere', 'elsewhere', [oldMail.hostName], false])
  await write('taro@moving.example', 'moving-1')
  await arrivedThere('moving-1')

  const wanted: number[] = []
  const feed = watchChanges(installation, 'test', { onConnected: () => {}, onLost: () => {}, onChange: ({ table, domain }) => void (table === 'routes' && domain !== null && wanted.push(domain)) })
  const followLog = postfixLogFollower(installation)
  const [talk, other] = [await stranger(), await stranger()]
  assert.match(await told(talk, 'hana@moving.example'), /^450 4\.3\.0 <hana@moving\.example>: Recipient address rejected: Mail for this domain goes to another server, as its MX was last seen/)
  assert.match(await told(other, 'hana@sub.moving.example'), /^454 4\.7\.1 .*Relay access denied/)
  const id = await idOf('moving.example')
  await until(async () => ((await followLog(new Date())), wanted.includes(id) ? true : null), 'question about the route')
  const attempt = await installation.db.selectFrom('attempts').select(['cause', 'domain_id']).where('cause', '=', 'envelope.domain-moving-in').executeTakeFirst()
  assert.deepEqual(attempt, { cause: 'envelope.domain-moving-in', domain_id: id })

  await dns.zone('moving.example').set([toUs])
  await feed.close()
  const { changed } = await checkRoutes(installation, asked, [id], new Date(Date.now() + 20_000))
  assert.deepEqual(
    changed.map(({ domain, goes }) => [domain, goes]),
    [['moving.example', 'here']],
  )
  assert.equal((await installation.db.selectFrom('notices').select('kind').execute()).at(-1)?.kind, 'records-changed')
  for (const session of [talk, other]) session.close()
  await refreshPostfix(installation, [id])
  const again = await stranger()
  assert.match(await told(again, 'hana@moving.example'), /^250/)
  assert.match(await told(again, 'nobody@moving.example'), /^550 5\.1\.1 /)
  again.close()
  await write('hana@moving.example', 'moving-2')
  assert.equal((await arrivedHere('moving-2')).recipient, 'hana@moving.example')
})

test('the MX points here before the domain is proven: mail waits, and is delivered once it is', async () => {
  await write('hana@early.example', 'early-1')
  await until(() => (/to=<hana@early\.example>, relay=none, .* status=deferred \(The MX of this domain is this server, which does not serve it yet\)/.test(host.log()) ? true : null), 'deferral')
  const id = await idOf('early.example')
  await installation.db.updateTable('domains').set({ proven_at: new Date(), proven_by: 'txt' }).where('id', '=', id).execute()
  const { changed } = await checkRoutes(installation, asked, [], new Date())
  assert.ok(changed.some(({ domain, goes }) => domain === 'early.example' && goes === 'here'))
  await refreshPostfix(installation, [id])
  assert.equal((await arrivedHere('early-1')).recipient, 'hana@early.example')
})

test('the owner says otherwise: here although the MX is elsewhere, elsewhere although it was here', async () => {
  const change = async (choice: 'here' | 'elsewhere' | 'automatic') => {
    const changed = await changeRoute(installation, asked, operator, 'other.example', choice, new Date())
    assert.ok(changed.ok)
    await refreshPostfix(installation, [await idOf('other.example')])
    return [changed.value.goes, changed.value.leads, changed.value.findings.map(({ id }) => id)]
  }
  assert.deepEqual(await change('here'), ['here', 'elsewhere', ['dns.mx-elsewhere']])
  await write('hana@other.example', 'other-1')
  await arrivedHere('other-1')
  assert.deepEqual(await change('elsewhere'), ['elsewhere', 'elsewhere', ['dns.mx-elsewhere']])
  await write('hana@other.example', 'other-2')
  await arrivedThere('other-2')
  const talk = await stranger()
  assert.match(await told(talk, 'hana@other.example'), /^450 4\.3\.0 .*as its owner wants/)
  talk.close()
  await dns.zone('other.example').set([toUs])
  assert.deepEqual(await change('elsewhere'), ['elsewhere', 'here', ['dns.mx-here-route-elsewhere']])
  assert.deepEqual(await change('automatic'), ['here', 'here', []])
})

test('nothing came back to a sender', () => {
  const bounced = host.log().split('\n').filter(line => line.includes('status=bounced') && !line.includes('@refuses.example'))
  assert.deepEqual(bounced, [])
})
