/** Known devices: the networks and clients that signed in to a mailbox before. A throttle forgives them, and a new one is news to the owner. */
import { sql } from 'kysely'
import { ownMailbox } from './mailboxes.ts'
import type { Db } from './schema.ts'
import type { Whose } from './whose.ts'

export interface KnownDevice {
  /** /24 of IPv4, /48 of IPv6, in CIDR form. */
  readonly network: string
  /** What the client calls itself; "" when it does not. */
  readonly client: string
  readonly country: string | null
  readonly lastAt: Date
}

/** A sign-in that succeeded. */
export interface DeviceUse extends Omit<KnownDevice, 'lastAt'> {
  readonly mailboxId: number
  readonly at: Date
}

/** A phone on the road meets a new network every day: the newest of each mailbox are kept; `account_of` in the schema gives as many. */
export const mostDevices = 50

/** Strangers name their client: nobody reads more than this. */
const longestClient = 100

/**
 * Notes sign-ins, many in one statement; those of mailboxes that are gone are left out.
 * @returns those that were not known before
 */
export const noteDevices = async (db: Db, uses: readonly DeviceUse[]): Promise<DeviceUse[]> => {
  const newest = new Map<string, DeviceUse>()
  for (const use of uses) {
    const client = use.client.slice(0, longestClient).toWellFormed().replaceAll('\0', '\ufffd')
    const key = JSON.stringify([use.mailboxId, use.network, client])
    const before = newest.get(key)
    if (!before || before.at < use.at) newest.set(key, { ...use, client })
  }
  if (!newest.size) return []
  const { rows } = await sql<{ mailboxId: number; network: string; client: string }>`
    insert into known_devices as k (mailbox_id, network, client, country, first_at, last_at)
    select m.id, r.network, r.client, r.country, r.at, r.at
    from jsonb_to_recordset(${JSON.stringify([...newest.values()])}::jsonb) as r ("mailboxId" bigint, network cidr, client text, country text, at timestamptz)
      join mailboxes m on m.id = r."mailboxId"
    order by m.id, r.network, r.client
    on conflict (mailbox_id, network, client) do update set last_at = greatest(k.last_at, excluded.last_at), country = excluded.country
    returning k.mailbox_id as "mailboxId", k.network::text as network, k.client, xmax = 0 as "isNew"`.execute(db)
  const isNew = rows.filter(row => (row as { isNew?: boolean }).isNew)
  await forgetOldest(db, [...new Set(isNew.map(({ mailboxId }) => mailboxId))])
  return isNew.flatMap(({ mailboxId, network, client }) => newest.get(JSON.stringify([mailboxId, network, client])) ?? [])
}

const forgetOldest = async (db: Db, mailboxIds: readonly number[]): Promise<void> => {
  if (!mailboxIds.length) return
  await sql`
    delete from known_devices k using (
      select mailbox_id, network, client, row_number() over (partition by mailbox_id order by last_at desc) as place
      from known_devices where mailbox_id = any(${mailboxIds}::bigint[])) as old
    where old.place > ${mostDevices} and k.mailbox_id = old.mailbox_id and k.network = old.network and k.client = old.client`.execute(db)
}

/** Those of a mailbox, the latest first. Empty when there is no such mailbox here. */
export const listDevices = (db: Db, whose: Whose, mailboxId: number): Promise<(KnownDevice & { readonly firstAt: Date })[]> =>
  db
    .selectFrom('known_devices')
    .select([sql<string>`network::text`.as('network'), 'client', 'country', 'first_at as firstAt', 'last_at as lastAt'])
    .where('mailbox_id', 'in', ownMailbox(db, whose, mailboxId))
    .orderBy('last_at', 'desc')
    .execute()
