/** Keys of zones that went: the registry may vouch for them still (DS), and then the zone must come back with the same. */
import { type Kysely, sql } from 'kysely'

/** Makes everything. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(`create table zone_keys (
    zone text primary key,
    keys_sealed text not null,
    kept_at timestamptz not null default now())`).execute(db)
}
