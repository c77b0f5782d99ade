/** What is measured in a store of that size: each row one kind of question, asked many times with different values. */
import { performance } from 'node:perf_hooks'
import { sql } from 'kysely'
import { findAttemptByReference, listAttempts } from '../../src/store/attempts.ts'
import { findAccount } from '../../src/store/credentials.ts'
import { findNear } from '../../src/store/near.ts'
import type { Db } from '../../src/store/schema.ts'
import { operator } from '../../src/store/whose.ts'
import { percentile, resultRow, type ResultRow, type RowKind } from '../result.ts'
import type { Decide } from './decision.ts'
import { mailboxesPerDomain, type Size } from './fill.ts'

/** Asks once; `n` grows by one each time. */
type Ask = (n: number) => Promise<unknown>

interface Question extends Pick<RowKind, 'name' | 'goal'> {
  readonly times: number
  readonly ask: Ask
}

const domainOf = (mailbox: number): string => `d${Math.trunc((mailbox - 1) / mailboxesPerDomain) + 1}.example`
const addressOf = (mailbox: number): string => `user${mailbox}@${domainOf(mailbox)}`

const daysAgo = (days: number): string => new Date(Date.now() - days * 24 * 3600_000).toISOString()

const questions = (db: Db, decide: Decide, { mailboxes, attempts }: Size): Question[] => {
  const anyMailbox = (n: number): number => ((n * 7919) % mailboxes) + 1
  const busyMailbox = (n: number): number => (n % Math.max(1, Math.trunc(mailboxes / 1000))) + 1
  const parts = (address: string) => ({ localPart: address.slice(0, address.indexOf('@')), domain: address.slice(address.indexOf('@') + 1) })
  return [
    { name: 'decision', goal: 5, times: 2000, ask: n => decide(addressOf(anyMailbox(n))) },
    { name: 'decision-unknown', goal: 5, times: 1000, ask: n => decide(`nobody${n}@d${(n % 1000) + 1}.example`) },
    { name: 'account', goal: 5, times: 3000, ask: n => findAccount(db, addressOf(anyMailbox(n))) },
    { name: 'account-unknown', goal: 5, times: 1000, ask: n => findAccount(db, `nobody${n}@d${(n % 1000) + 1}.example`) },
    { name: 'account-mistyped', goal: 50, times: 300, ask: n => findNear(db, `usr${anyMailbox(n)}`, domainOf(anyMailbox(n))) },
    { name: 'attempts-newest', goal: 50, times: 100, ask: () => listAttempts(db, operator, { limit: 50 }) },
    { name: 'attempts-deep', goal: 50, times: 100, ask: n => listAttempts(db, operator, { limit: 50, before: `${daysAgo((n % 28) + 1)} 0` }) },
    { name: 'attempts-of-mailbox', goal: 50, times: 300, ask: n => listAttempts(db, operator, { limit: 50, mailbox: parts(addressOf(anyMailbox(n))) }) },
    { name: 'attempts-of-busy-mailbox', goal: 50, times: 300, ask: n => listAttempts(db, operator, { limit: 50, mailbox: parts(addressOf(busyMailbox(n))) }) },
    { name: 'attempts-of-owner', goal: 50, times: 300, ask: n => listAttempts(db, { kind: 'owner', ownerId: (n % Math.max(1, Math.trunc(mailboxes / 1000))) + 1 }, { limit: 50 }) },
    { name: 'attempt-by-reference', goal: 50, times: 300, ask: n => findAttemptByReference(db, operator, `R${((n * 7919) % attempts) + 1}`) },
  ]
}

/** What Postfix asks for each recipient and sender, on a connection that stays open as proxymap's does. */
const lookups = (db: Db, { mailboxes }: Size): Question[] =>
  (['lookup_domain', 'lookup_mailbox', 'lookup_alias', 'lookup_sender', 'lookup_moving', 'lookup_user'] as const).map(name => ({
    name,
    goal: 5,
    times: 1000,
    ask: n => {
      const mailbox = ((n * 7919) % mailboxes) + 1
      return sql`select * from ${sql.raw(name)}(${name === 'lookup_domain' ? domainOf(mailbox) : addressOf(mailbox)})`.execute(db)
    },
  }))

const milliseconds = async (ask: Ask, n: number): Promise<number> => {
  const before = performance.now()
  await ask(n)
  return performance.now() - before
}

/** Five rounds, of each its 99th percentile: one slow moment of the machine decides no row. */
const measure = async ({ name, goal, times, ask }: Question): Promise<ResultRow> => {
  const rounds: number[] = []
  for (let round = 0; round < 6; round++) {
    const taken: number[] = []
    for (let n = 0; n < times; n++) taken.push(await milliseconds(ask, round * times + n))
    rounds.push(percentile(taken, 0.99))
  }
  // The first round fills PostgreSQL's cache.
  return resultRow({ name, unit: 'ms p99', better: 'less', goal, alone: true }, { ours: rounds.slice(1).map(value => ({ value, cpuMs: null })), peer: [] })
}

/** Measures everything. @param watch called with each row as it is done */
export const measureStore = async (db: Db, decide: Decide, size: Size, watch: (row: ResultRow) => void): Promise<ResultRow[]> => {
  const rows: ResultRow[] = []
  for (const question of [...questions(db, decide, size), ...lookups(db, size)]) {
    const row = await measure(question)
    watch(row)
    rows.push(row)
  }
  return rows
}
