/** What telling owners needs: an address of theirs, who was told of which notice, when each was last written to; an index to find what is worth a notice. */
import { type Kysely, sql } from 'kysely'

const statements = [
  `alter table owners add column contact text`,
  // A notice may be for two: who has it already is not written to again when the other could not be reached.
  `alter table notices add column told text[] not null default '{}'`,
  `create index notices_mailbox on notices (mailbox_id, kind, at)`,
  `create table digests (
    recipient text primary key,
    sent_at timestamptz not null)`,
  `create index attempts_warnings on attempts (at) where cause in ('credential.stale-password', 'transport.tls-required')`,
]

/** Makes everything. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
