/**
 * PostgreSQL is stopped, killed, frozen, or was never there since the edge began: whoever is known signs in, nobody else is blamed or counted,
 * and afterwards all of it can be read. The edge with two workers, before engines that take everybody.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { treesOf } from '../../bench/processes.ts'
import type { Protocol } from '../../src/core/values/protocol.ts'
import { updateMailbox } from '../../src/store/mailboxes.ts'
import { listThrottles } from '../../src/store/throttles.ts'
import { operator } from '../../src/store/whose.ts'
import { startAgreeingEngines } from './agreeing-engines.ts'
import { type EdgeProcess, startEdgeProcess } from './edge-process.ts'
import { type Answered, openMailApp } from './mail-app.ts'

const protocols: readonly Protocol[] = ['smtp', 'imap', 'pop3']
const home = '203.0.113.7'
const stranger = '192.0.2.77'
const temporary = { smtp: /^454 4\.7\.0 /, imap: /^a NO \[UNAVAILABLE\] /, pop3: /^-ERR \[SYS\/TEMP\] / } as const

let edge: EdgeProcess
let endEngines: () => void
before(async () => {
  edge = await startEdgeProcess()
  endEngines = await startAgreeingEngines(edge.cluster)
})
after(async () => {
  await edge.remove()
  endEngines()
})

const signIn = async (protocol: Protocol, login: string, password: string, from = home): Promise<Answered> => {
  const app = await openMailApp(protocol, from)
  try {
    return await app.signIn(login, password)
  } finally {
    app.close()
  }
}

const known = (localPart: string, protocol: Protocol, from = home): Promise<Answered> => signIn(protocol, `${localPart}@kaede.example`, `${localPart}-no-himitsu-1`, from)

/** So many at once that both workers have some. */
const eight = <T>(work: (n: number) => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: 8 }, (_, n) => work(n)))

const everyProtocol = async (localPart: string): Promise<Answered[]> => (await Promise.all(protocols.map(protocol => eight(() => known(localPart, protocol))))).flat()

/** Both workers know it: none has to ask the store, and whichever is reached recalls the password. */
const learn = async (localPart: string): Promise<void> => {
  for (const answers = [false]; answers.includes(false); ) answers.splice(0, answers.length, ...(await everyProtocol(localPart)).map(({ isAccepted }) => isAccepted))
}

const isSoon = async (wanted: () => Promise<boolean>): Promise<boolean> => {
  for (const deadline = Date.now() + 15_000; Date.now() < deadline; await sleep(100)) if (await wanted()) return true
  return false
}

const openFiles = (): number => treesOf([edge.pid()]).reduce((sum, pid) => sum + readdirSync(`/proc/${pid}/fd`).length, 0)

const postmaster = (): number => Number(readFileSync(join(edge.cluster.home.engine('postgres'), 'data/postmaster.pid'), 'utf8').split('\n')[0])

/** The children of a postmaster that was killed notice by themselves, and hold its memory until they have. */
const startAfterCrash = async (): Promise<void> => {
  const isStarted = async (): Promise<boolean> => {
    try {
      edge.cluster.start()
      return true
    } catch {
      return false
    }
  }
  assert.ok(await isSoon(isStarted), 'PostgreSQL does not start again')
}

/** What came of everybody who is not known, while the store was away. */
const everybodyElse = async (): Promise<readonly { protocol: Protocol; answered: Answered }[]> => {
  const tried = (protocol: Protocol, n: number): Promise<Answered>[] => [
    signIn(protocol, `new${n}@kaede.example`, `guess ${n}`),
    signIn(protocol, `anybody@elsewhere${n}.test`, `guess ${n}`),
    // Known, but not with this password, which may be a new one; more of them than any throttle lets pass.
    signIn(protocol, 'hana@kaede.example', `guess ${protocol} ${n}`, stranger),
    known('taro', protocol),
  ]
  return (await Promise.all(protocols.map(protocol => eight(n => Promise.all(tried(protocol, n).map(async answering => ({ protocol, answered: await answering }))))))).flat(2)
}

const assertTemporary = (answers: readonly { protocol: Protocol; answered: Answered }[]): void => {
  for (const { protocol, answered } of answers) assert.match(answered.text, temporary[protocol])
}

const assertNobodyCounted = async (): Promise<void> => {
  assert.deepEqual((await listThrottles(edge.db, operator, new Date(), { limit: 10 })).items, [])
  for (const protocol of protocols) assert.ok((await known('hana', protocol, stranger)).isAccepted, `${protocol}: the guesser's network is held`)
}

/** The change feed is up again in both workers: what changes now is heard by whichever is reached. */
const assertHeard = async (): Promise<void> => {
  const id = edge.mailboxes['jiro']!
  for (const suspended of [true, false]) {
    await updateMailbox(edge.db, operator, id, { suspended })
    assert.ok(await isSoon(async () => (await eight(() => known('jiro', 'imap'))).every(({ isAccepted }) => isAccepted !== suspended)), `suspended: ${suspended}`)
  }
}

test('stopped: the known sign in by all protocols, others are told that it is our fault; nobody is counted, all is kept', { timeout: 120_000 }, async () => {
  await learn('hana')
  const before = openFiles()
  edge.cluster.stop()
  const others = await everybodyElse()
  for (const { isAccepted, text } of await everyProtocol('hana')) assert.ok(isAccepted, text)
  assertTemporary(others)
  assert.ok(openFiles() <= before + 4, `${openFiles()} files are open, there were ${before}`)
  edge.cluster.start()

  for (const { answered } of others) assert.equal((await edge.opened(answered.text)).cause, 'ours.store-away')
  await assertNobodyCounted()
  await assertHeard()
  for (const protocol of protocols) assert.ok((await known('taro', protocol)).isAccepted)
  const kept = async (): Promise<number> => {
    const { rows } = await sql<{ count: number }>`select coalesce(sum(count), 0)::integer as count from attempts where outcome = 'accepted' and mailbox_id = ${edge.mailboxes['hana']!} and address = ${home}`.execute(edge.db)
    return rows[0]!.count
  }
  assert.ok(await isSoon(async () => (await kept()) >= 48), `${await kept()} sign-ins of hana were kept`)
})

test('killed in the middle of sign-ins: no word of a wrong password for a right one, and every reference opens', { timeout: 120_000 }, async () => {
  await learn('hana')
  const answers: { readonly protocol: Protocol; readonly isRight: boolean; readonly answered: Answered }[] = []
  let isOver = false
  const lane = async (protocol: Protocol): Promise<void> => {
    for (let n = 0; !isOver; n++) {
      answers.push({ protocol, isRight: true, answered: await known('hana', protocol) })
      answers.push({ protocol, isRight: false, answered: await signIn(protocol, `nobody${n}@kaede.example`, 'the same guess', `203.0.113.${n % 200}`) })
    }
  }
  const lanes = protocols.map(lane)
  await sleep(500)
  process.kill(postmaster(), 'SIGKILL')
  await sleep(1500)
  isOver = true
  await Promise.all(lanes)
  await startAfterCrash()

  assert.ok(answers.some(({ protocol, isRight, answered }) => !isRight && temporary[protocol].test(answered.text)), 'it was never away')
  for (const { isRight, answered } of answers) assert.equal(answered.isAccepted, isRight, answered.text)
  for (const { isRight, protocol, answered } of answers) {
    if (isRight) continue
    const { cause } = await edge.opened(answered.text)
    assert.equal(cause, temporary[protocol].test(answered.text) ? 'ours.store-away' : 'identity.no-such-mailbox', answered.text)
  }
  await assertHeard()
})

test('the edge begins while the store is away: everybody is told that it is our fault, until it is back', { timeout: 120_000 }, async () => {
  edge.cluster.stop()
  await edge.restart('SIGKILL')
  const others = [...(await everybodyElse()), ...(await Promise.all(protocols.map(async protocol => ({ protocol, answered: await known('hana', protocol) }))))]
  assertTemporary(others)
  edge.cluster.start()
  assert.ok(await isSoon(async () => (await everyProtocol('hana')).every(({ isAccepted }) => isAccepted)))
  for (const { answered } of others) assert.equal((await edge.opened(answered.text)).cause, 'ours.store-away')
  await assertNobodyCounted()
  await assertHeard()
})

test('frozen: whoever is known waits for nothing, others no longer than a few seconds', { timeout: 120_000 }, async () => {
  await learn('hana')
  const frozen = treesOf([postmaster()])
  for (const pid of frozen) process.kill(pid, 'SIGSTOP')
  const others = await Promise.all(protocols.map(async protocol => ({ protocol, answered: await known('taro', protocol) }))).finally(() => {
    for (const pid of frozen) process.kill(pid, 'SIGCONT')
  })
  assertTemporary(others)
  for (const { isAccepted } of await everyProtocol('hana')) assert.ok(isAccepted)
  assert.ok(await isSoon(async () => (await known('taro', 'imap')).isAccepted))
  await assertHeard()
})
