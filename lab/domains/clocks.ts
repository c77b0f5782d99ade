/**
 * Moments that no case can wait for. What is stored is moved back, as if so much time had passed; what follows from it is found out by the installation itself.
 */
import { sql } from 'kysely'
import type { Stage } from './case.ts'

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
