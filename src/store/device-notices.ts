/** Notices to owners of devices that sign in for the first time. They wait in the table until they are told together. */
import { sql } from 'kysely'
import type { DeviceUse } from './known-devices.ts'
import type { Db } from './schema.ts'

/**
 * Notes devices that were not known before, where there is something to tell: a country that the mailbox has not signed in from, or a device by a new name.
 * A mailbox that has never signed in has only new ones, which is no news; neither is a known device on a new network.
 */
export const noteNewDevices = async (db: Db, uses: readonly DeviceUse[]): Promise<void> => {
  if (!uses.length) return
  await sql`
    insert into notices (owner_id, mailbox_id, kind, facts, at)
    select d.owner_id, m.id, case when news.is_new_country then 'new-country' else 'new-device' end,
      jsonb_build_object('mailbox', m.local_part || '@' || d.name, 'network', r.network, 'client', r.client, 'country', r.country), r.at
    from jsonb_to_recordset(${JSON.stringify(uses)}::jsonb) as r ("mailboxId" bigint, network text, client text, country text, at timestamptz)
      join mailboxes m on m.id = r."mailboxId"
      join domains d on d.id = m.domain_id
      cross join lateral (
        select bool_and(k.client <> r.client) and r.client <> '' as is_new_device,
          r.country is not null and bool_and(k.country is distinct from r.country) as is_new_country
        from known_devices k where k.mailbox_id = m.id and k.first_at < r.at having count(*) > 0) as news
    where news.is_new_device or news.is_new_country`.execute(db)
}
