/** Keys, sealed, of zones that our name servers answer for no more. Nobody but the publishing of zones asks for them. */
import { sql } from 'kysely'
import type { Db } from './schema.ts'

/** So long a name may come back with the keys that its registry vouches for. */
const keptDays = 90

/** Keeps what a zone was signed with; what is older than anybody waits goes. */
export const keepZoneKeys = async (db: Db, zone: string, keysSealed: string): Promise<void> => {
  await db
    .insertInto('zone_keys')
    .values({ zone, keys_sealed: keysSealed })
    .onConflict(conflict => conflict.column('zone').doUpdateSet({ keys_sealed: keysSealed, kept_at: new Date() }))
    .execute()
  await sql`delete from zone_keys where kept_at < now() - ${keptDays} * interval '1 day'`.execute(db)
}

/** What a zone of this name was signed with; null when nothing is kept. */
export const findZoneKeys = async (db: Db, zone: string): Promise<string | null> =>
  (await db.selectFrom('zone_keys').select('keys_sealed').where('zone', '=', zone).executeTakeFirst())?.keys_sealed ?? null

/** Forgets them. */
export const forgetZoneKeys = async (db: Db, zone: string): Promise<void> => {
  await db.deleteFrom('zone_keys').where('zone', '=', zone).execute()
}
