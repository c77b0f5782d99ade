/**
 * What a stranger can learn by trying: nothing from the words of a refusal, and nothing from the work behind it. Two thousand tries in turns, on the edge with two workers.
 * How exactly the times agree is for a quiet machine: `todoku bench oracle`.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { neutral, playTurns, protocols, type Try } from '../../bench/oracle/turns.ts'
import { addressOf, type Kind, kinds, startOracleWorld } from '../../bench/oracle/world.ts'
import { cpuSeconds } from '../../bench/processes.ts'
import { median } from '../../bench/result.ts'
import type { EdgeProcess } from './edge-process.ts'
import { openMailApp } from './mail-app.ts'

const turns = 60
const rounds = 6
const blockSize = 20

/** CPU time that one try of a kind cost the edge in one round, handshake included, against what was usual in that round. */
interface Cost {
  readonly kind: string
  readonly ratio: number
}

let edge: EdgeProcess
const tries: Pick<Try, 'protocol' | 'kind' | 'ms' | 'text'>[] = []
const costs: Cost[] = []

/** A block of tries of one kind at once. A wrong password without letters has no variants, so that only what precedes the reply is counted. @returns CPU seconds of the edge */
const playBlock = async (kind: Kind, round: number, block: number): Promise<number> => {
  const protocol = protocols[round % protocols.length]!
  const numbers = Array.from({ length: blockSize }, (_, i) => 32_768 + block * blockSize + i)
  const apps = await Promise.all(numbers.map(n => openMailApp(protocol, addressOf(kind.place, n))))
  const since = cpuSeconds([edge.pid()])
  const answers = await Promise.all(
    numbers.map((n, i) => {
      const { login, password } = kind.of(n)
      return apps[i]!.signIn(login, kind.name === 'wrong-password' ? `#${n}` : password)
    }),
  )
  const seconds = cpuSeconds([edge.pid()]) - since
  for (const app of apps) app.close()
  tries.push(...answers.map(({ text, ms }) => ({ protocol, kind: kind.name, ms, text: neutral(text) })))
  return seconds
}

before(
  async () => {
    edge = await startOracleWorld()
    tries.push(...(await playTurns(kinds, turns, 4)))
    for (let round = 0; round < rounds; round++) {
      const seconds: number[] = []
      for (const [i, kind] of kinds.entries()) seconds.push(await playBlock(kind, round, round * kinds.length + i))
      costs.push(...kinds.map(({ name }, i) => ({ kind: name, ratio: seconds[i]! / median(seconds) })))
    }
  },
  { timeout: 290_000 },
)
after(() => edge.remove())

test('over two thousand tries the words tell nothing', () => {
  assert.ok(tries.length >= 2000, String(tries.length))
  const wanted = { smtp: /^535 5\.7\.8 /, imap: /^a NO \[AUTHENTICATIONFAILED\] /, pop3: /^-ERR \[AUTH\] / }
  for (const protocol of protocols) {
    const texts = new Set(tries.filter(each => each.protocol === protocol).map(({ text }) => text))
    assert.equal(texts.size, 1, [...texts].join('\n'))
    assert.match([...texts][0]!, wanted[protocol])
  }
})

test('each was kept under the cause that was meant', { timeout: 60_000 }, async () => {
  const kept = async (): Promise<string> => {
    const { rows } = await sql<{ cause: string; count: number }>`select cause, sum(count)::integer as count from attempts where login <> 'nobody@kaede.example' group by cause order by cause`.execute(edge.db)
    return rows.map(({ cause, count }) => `${count} ${cause}`).join('\n')
  }
  const each = tries.length / kinds.length
  const wanted = kinds.map(({ cause }) => cause).toSorted().map(cause => `${each} ${cause}`).join('\n')
  for (let waits = 0; waits < 100 && (await kept()) !== wanted; waits++) await sleep(200)
  assert.equal(await kept(), wanted)
})

test('no reply takes longer than the others by a slow hash', t => {
  for (const protocol of protocols) {
    const times = kinds.map(({ name }) => median(tries.filter(each => each.protocol === protocol && each.kind === name).map(({ ms }) => ms)))
    const said = `${protocol}: ${kinds.map(({ name }, i) => `${name} ${times[i]!.toFixed(1)} ms`).join(', ')}`
    t.diagnostic(said)
    assert.ok(Math.max(...times) < Math.min(...times) * 2, said)
  }
})

test('every refusal costs the edge one slow hash: none is spared, none is added', t => {
  const ratios = kinds.map(({ name }) => median(costs.filter(({ kind }) => kind === name).map(({ ratio }) => ratio)))
  const said = kinds.map(({ name }, i) => `${name} ${ratios[i]!.toFixed(2)}`).join(', ')
  t.diagnostic(said)
  for (const ratio of ratios) assert.ok(ratio > 1 / 1.5 && ratio < 1.5, said)
})
