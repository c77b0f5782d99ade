/** What the store knows of a refused envelope: who signed in from there, and whether the addresses are ours. */
import { sql } from 'kysely'
import type { Db } from './schema.ts'

/** The last sign-in of a mailbox from an address, for sending where there was one. */
export interface SeenSignIn {
  readonly mailboxId: number
  readonly address: string
  readonly protocol: 'smtp' | 'imap' | 'pop3'
  readonly port: number
  readonly at: Date
  readonly country: string | null
  readonly tls: string | null
  readonly sni: string | null
  readonly mechanism: string | null
  readonly client: string | null
  readonly networkName: string | null
}

/** An office behind one address has many sign-ins a day; the newest say who is there now. */
const mostLooked = 500

/** The mailboxes that signed in from an address since a moment, the latest first. */
export const signInsFrom = async (db: Db, client: string, since: Date): Promise<SeenSignIn[]> => {
  const { rows } = await sql<SeenSignIn>`
    select seen.*, m.local_part || '@' || d.name as address
    from (
      select distinct on (mailbox_id) mailbox_id as "mailboxId", protocol, port, at, country, tls, sni, mechanism, client, network_name as "networkName"
      from (select * from attempts where address = ${client}::inet and at >= ${since} order by at desc limit ${mostLooked}) as latest
      where outcome = 'accepted' and mailbox_id is not null
      order by mailbox_id, protocol = 'smtp' desc, at desc) as seen
      join mailboxes m on m.id = seen."mailboxId" join domains d on d.id = m.domain_id
    order by seen.at desc`.execute(db)
  return rows
}

/** What an address is here. */
export interface HostedAddress {
  /** Its domain is of this installation, in service or not. */
  readonly isHosted: boolean
  readonly mailboxId: number | null
}

/** Looks an address up. @param localPart in lower case @param domain as A-label */
export const hostedAddress = async (db: Db, localPart: string, domain: string): Promise<HostedAddress> => {
  const row = await db
    .selectFrom('domains')
    .leftJoin('mailboxes', join => join.onRef('mailboxes.domain_id', '=', 'domains.id').on('mailboxes.local_part', '=', localPart))
    .select('mailboxes.id as mailboxId')
    .where('domains.name', '=', domain)
    .executeTakeFirst()
  return { isHosted: row !== undefined, mailboxId: row?.mailboxId ?? null }
}
