/**
 * What is changed on the command line holds in every worker of the edge, and for sessions that are open. How soon is printed for each;
 * asserted is that it comes at all.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { after, before, test, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { treesOf } from '../../bench/processes.ts'
import type { Protocol } from '../../src/core/values/protocol.ts'
import { startAgreeingEngines } from './agreeing-engines.ts'
import { runTodoku } from './command-line.ts'
import { type EdgeProcess, startEdgeProcess } from './edge-process.ts'
import { type MailApp, openMailApp } from './mail-app.ts'

const home = '203.0.113.7'
const abroad = '198.51.100.7'
const patienceMs = 10_000

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

/** @returns what the command printed as JSON */
const todoku = async (command: string, input = ''): Promise<Record<string, unknown>> => {
  const { code, out, err } = await runTodoku(edge.cluster.home.root, [...command.split(' '), '--json'], input)
  assert.equal(code, 0, `${command}: ${err}`)
  return JSON.parse(out) as Record<string, unknown>
}

const workers = (): number[] => treesOf([edge.pid()]).filter(pid => pid !== edge.pid())

/** The worker at the other end of a connection, by the socket's number in proc(5)'s net/tcp and among its open files. */
const workerOf = (app: MailApp): number => {
  const remote = `0100007F:${app.localPort.toString(16).toUpperCase().padStart(4, '0')}`
  const socket = readFileSync('/proc/net/tcp', 'latin1').split('\n').map(line => line.trim().split(/\s+/)).find(fields => fields[2] === remote)?.[9]
  const holds = (pid: number): boolean => readdirSync(`/proc/${pid}/fd`).some(fd => linkOf(`/proc/${pid}/fd/${fd}`) === `socket:[${socket}]`)
  return workers().find(holds) ?? assert.fail('no worker has the connection')
}

const linkOf = (path: string): string => {
  try {
    return readlinkSync(path)
  } catch {
    // Closed meanwhile.
    return ''
  }
}

/** Connections that are ready to sign in, so many to each worker. */
const openToEach = async (protocol: Protocol, from: string, count: number): Promise<ReadonlyMap<number, MailApp[]>> => {
  const apps = new Map<number, MailApp[]>(workers().map(pid => [pid, []]))
  for (let rounds = 0; [...apps.values()].some(({ length }) => length < count); rounds++) {
    assert.ok(rounds < 40, 'one worker gets no connections')
    // At once: one after another would all be taken by whoever is idle.
    for (const app of await Promise.all(Array.from({ length: 8 }, () => openMailApp(protocol, from)))) {
      const mine = apps.get(workerOf(app))!
      if (mine.length < count) mine.push(app)
      else app.close()
    }
  }
  return apps
}

interface Seen {
  readonly protocol: Protocol
  readonly from: string
  readonly login: string
  readonly password: string
}

/** The time from now until each worker has another verdict, asked again and again; null where it never had. */
const untilEach = async ({ protocol, from, login, password }: Seen, isWanted: boolean, change: () => Promise<unknown>): Promise<(number | null)[]> => {
  const apps = await openToEach(protocol, from, 12)
  try {
    await change()
    const since = performance.now()
    const ofOne = async (mine: MailApp[]): Promise<number | null> => {
      while (performance.now() - since < patienceMs) {
        const askedAt = performance.now()
        const app = mine.pop() ?? (await openToEach(protocol, from, 1)).values().next().value![0]!
        const { isAccepted } = await app.signIn(login, password)
        app.close()
        if (isAccepted === isWanted) return askedAt - since
        await sleep(20)
      }
      return null
    }
    return await Promise.all([...apps.values()].map(ofOne))
  } finally {
    for (const app of [...apps.values()].flat()) app.close()
  }
}

const tell = (t: TestContext, what: string, times: readonly (number | null)[]): void => {
  t.diagnostic(`${what}: ${times.map(ms => (ms === null ? 'never' : `${ms.toFixed(0)} ms`)).join(', ')} after the command`)
  assert.ok(times.length === 2 && times.every(ms => ms !== null), what)
}

/** As it is everywhere before the change, so that a test does not begin with what the one before left on its way. */
const isSettled = async (seen: Seen, isWanted: boolean): Promise<void> => void (await untilEach(seen, isWanted, async () => {}))

const of = (localPart: string, protocol: Protocol, from = home, password = `${localPart}-no-himitsu-1`): Seen => ({ protocol, from, login: `${localPart}@kaede.example`, password })

const changes: readonly (readonly [what: string, seen: Seen, command: string, isAcceptedThen: boolean, input?: string])[] = [
  ['another country is allowed', of('hana', 'smtp', abroad), 'country set kaede.example --countries JP,BR', true],
  ['it is no longer', of('hana', 'smtp', abroad), 'country set kaede.example --countries JP', false],
  ['a travel pass', of('hana', 'smtp', abroad), 'pass add hana@kaede.example --country BR --days 3', true],
  ['a network is blocked', of('hana', 'pop3', '192.0.2.7'), 'block add kaede.example 192.0.2.0/24', false],
  ['a protocol is switched off', of('hana', 'imap'), 'mailbox protocols hana@kaede.example --imap off', false],
  ['it is switched on', of('hana', 'imap'), 'mailbox protocols hana@kaede.example --imap on', true],
  ['the mailbox is suspended', of('taro', 'imap'), 'mailbox suspend taro@kaede.example', false],
  ['it is resumed', of('taro', 'imap'), 'mailbox resume taro@kaede.example', true],
  ['the password is changed', of('jiro', 'pop3'), 'mailbox passwd jiro@kaede.example --password-stdin', false, 'Kaze to ki no uta 19\n'],
]
for (const [what, seen, command, isAcceptedThen, input] of changes) {
  test(`takes effect in every worker: ${what}`, { timeout: 90_000 }, async t => {
    await isSettled(seen, !isAcceptedThen)
    tell(t, what, await untilEach(seen, isAcceptedThen, () => todoku(command, input)))
  })
}

test('takes effect in every worker: a throttle is lifted', { timeout: 90_000 }, async t => {
  const held = of('info', 'imap', '192.0.3.7')
  await Promise.all(Array.from({ length: 12 }, (_, n) => edge.signIn({ login: held.login, password: `guess ${n}`, from: held.from })))
  await isSettled(held, false)
  const lift = async (): Promise<void> => assert.deepEqual(await todoku('throttle lift info@kaede.example'), { lifted: 1 })
  tell(t, 'a throttle is lifted', await untilEach(held, true, lift))
})

test('takes effect in every worker: an app password is removed, and what it opened ends', { timeout: 90_000 }, async t => {
  const { password } = await todoku('app-password add hana@kaede.example --name phone')
  const phone = of('hana', 'imap', home, password as string)
  await isSettled(phone, true)
  const sessions = [...(await openToEach('imap', home, 2)).values()].flat()
  for (const session of sessions) assert.ok((await session.signIn(phone.login, phone.password)).isAccepted)
  let removedAt = 0
  const ends = sessions.map(async session => {
    await session.ended()
    return performance.now()
  })
  const times = await untilEach(phone, false, async () => {
    await todoku('app-password remove hana@kaede.example phone --yes')
    removedAt = performance.now()
  })
  tell(t, 'an app password is removed', times)
  const ended = await Promise.race([Promise.all(ends), sleep(patienceMs, null, { ref: false })])
  assert.ok(ended, 'a session stays open')
  t.diagnostic(`sessions that it opened: ended ${ended.map(at => `${(at - removedAt).toFixed(0)} ms`).join(', ')} after the command`)
})
