/**
 * Moments that no case can wait for. What is stored is moved back, as if so much time had passed; what follows from it is found out by the installation itself.
 */
import { domainToASCII } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Stage } from './case.ts'

/** Within so long after a check another gives the same answer, in ms. */
const leastMs = 5000

interface Checked {
  readonly at: Date | null
  readonly is_going_on: boolean
}

/**
 * Waits until a check of a name would look anew: a command line that is run sooner is run in vain.
 * @returns at once for a name that nobody claims
 */
export const untilCheckable = async ({ world }: Stage, name: string): Promise<void> => {
  for (;;) {
    const { rows } = await sql<Checked>`select max(checked_at) as at, coalesce(bool_or(checking_until > now()), false) as is_going_on from claims where name = ${domainToASCII(name)} and state in ('waiting', 'proven')`.execute(world.opened.db)
    const waitMs = (rows[0]?.at?.getTime() ?? 0) + leastMs - Date.now()
    if (!rows[0]?.is_going_on && waitMs <= 0) return
    await sleep(rows[0]?.is_going_on ? 200 : Math.max(waitMs, 50))
  }
}

/** A case has ended: its claims are not looked at any more, since the other cases have the machine to themselves then. */
export const letRest = async ({ world, domain, owner, other }: Stage): Promise<void> => {
  await sql`update claims set next_check_at = now() + interval '1 day' where name = ${domain} or owner_id in (select id from owners where name in (${owner.name}, ${other.name}))`.execute(world.opened.db)
}

/** The codes of a domain were sent so many hours earlier. */
export const ageCodes = async ({ world, domain }: Stage, hours: number): Promise<void> => {
  const span = sql`make_interval(hours => ${hours})`
  await sql`update proof_codes set sent_at = sent_at - ${span}, expires_at = expires_at - ${span} where claim_id in (select id from claims where name = ${domain})`.execute(world.opened.db)
}

/** The claims of a domain were made so many days earlier, and are due to be looked at. */
export const ageClaims = async ({ world, domain }: Stage, days: number): Promise<void> => {
  const span = sql`make_interval(days => ${days})`
  await sql`update claims set created_at = created_at - ${span}, lapses_at = lapses_at - ${span}, next_check_at = now() where name = ${domain}`.execute(world.opened.db)
}

/** The proof of a domain is due to be looked at again. */
export const makeDue = async ({ world, domain }: Stage): Promise<void> => {
  await sql`update claims set next_check_at = now() where name = ${domain}`.execute(world.opened.db)
}

/** A hand-over began so many days earlier. */
export const ageHandOver = async ({ world, domain }: Stage, days: number): Promise<void> => {
  const span = sql`make_interval(days => ${days})`
  await sql`update hand_overs set started_at = started_at - ${span}, ends_at = ends_at - ${span} where name = ${domain}`.execute(world.opened.db)
}

/** The name was let go so many days earlier. */
export const ageRelease = async ({ world, domain }: Stage, days: number): Promise<void> => {
  const span = sql`make_interval(days => ${days})`
  await sql`update releases set released_at = released_at - ${span} where name = ${domain}`.execute(world.opened.db)
}
