/** Attempts to sign in: what was seen, what became of it, and the cause. Facts are kept, never sentences. */
import { sql } from 'kysely'
import { type Page, pageOf } from './page.ts'
import type { Db } from './schema.ts'
import type { Whose } from './whose.ts'

/** One attempt, as the edge saw it. Secrets are never part of it. */
export interface NewAttempt {
  /** Short reference that the client was told, such as `K7Q2-9F`. */
  readonly ref: string
  readonly at: Date
  readonly serverId: string
  /** Null when the login names no mailbox. */
  readonly mailboxId: number | null
  readonly protocol: 'smtp' | 'imap' | 'pop3'
  readonly port: number
  /** The client's IP address. */
  readonly address: string
  readonly country: string | null
  readonly tls: string | null
  readonly sni: string | null
  readonly mechanism: string | null
  readonly login: string | null
  readonly outcome: 'accepted' | 'refused' | 'abandoned'
  /** Id from the catalogue of causes. */
  readonly cause: string | null
  /** Whether the cause is only likely. */
  readonly likely: boolean
  readonly facts: Readonly<Record<string, unknown>>
}

/** One attempt, as it is read. `id` is only for paging. */
export interface Attempt extends Omit<NewAttempt, 'serverId' | 'mailboxId'> {
  readonly id: number
  /** Address of the mailbox, null when the login names none. */
  readonly mailbox: string | null
}

/** Strangers send anything. PostgreSQL keeps no NUL and no half of a surrogate pair, and nobody reads more than this. */
const longest = 512
const kept = (text: string | null): string | null => text && text.slice(0, longest).toWellFormed().replaceAll('\0', '\ufffd')

const keptDeeply = (value: unknown): unknown => {
  if (typeof value === 'string') return kept(value)
  if (Array.isArray(value)) return value.map(keptDeeply)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [kept(key), keptDeeply(inner)]))
}

/**
 * Records attempts, many in one statement. The domain comes from the login, so that its owner also sees attempts at mailboxes that do not exist;
 * a mailbox or server removed meanwhile does not lose the rest.
 */
export const insertAttempts = async (db: Db, rows: readonly NewAttempt[]): Promise<void> => {
  if (!rows.length) return
  await sql`
    insert into attempts (ref, at, server_id, domain_id, mailbox_id, protocol, port, address, country, tls, sni, mechanism, login, outcome, cause, likely, facts)
    select r.ref, r.at, s.id, coalesce(m.domain_id, d.id), m.id, r.protocol, r.port, r.address, r.country, r.tls, r.sni, r.mechanism, r.login, r.outcome, r.cause, r.likely, r.facts
    from jsonb_to_recordset(${JSON.stringify(rows.map((row, n) => ({ n, ...(keptDeeply(row) as object) })))}::jsonb) as r (
        n integer, ref text, at timestamptz, "serverId" text, "mailboxId" bigint, protocol text, port integer, address inet, country text, tls text, sni text,
        mechanism text, login text, outcome text, cause text, likely boolean, facts jsonb)
      join servers s on s.id = r."serverId"
      left join mailboxes m on m.id = r."mailboxId"
      left join domains d on d.name = domain_of(r.login)
    order by r.n`.execute(db)
}

/** Which attempts are wanted. */
export interface AttemptFilter {
  readonly limit: number
  /** Older than the attempt with this id. */
  readonly before?: number | undefined
  /** Newer than the attempt with this id. */
  readonly after?: number | undefined
  /** Only those at this address, whether there is such a mailbox or not. */
  readonly mailbox?: { readonly localPart: string; readonly domain: string } | undefined
}

/**
 * The newest attempts that match, newest first.
 * @returns a page whose `next` is the id to give as `before`
 */
export const listAttempts = async (db: Db, whose: Whose, { limit, before, after, mailbox }: AttemptFilter): Promise<Page<Attempt>> => {
  const rows = await db
    .selectFrom('attempts')
    .leftJoin('domains', 'domains.id', 'attempts.domain_id')
    .leftJoin('mailboxes', 'mailboxes.id', 'attempts.mailbox_id')
    .select([
      'attempts.id',
      'attempts.ref',
      'attempts.at',
      'attempts.protocol',
      'attempts.port',
      sql<string>`host(attempts.address)`.as('address'),
      'attempts.country',
      'attempts.tls',
      'attempts.sni',
      'attempts.mechanism',
      'attempts.login',
      sql<string | null>`mailboxes.local_part || '@' || domains.name`.as('mailbox'),
      'attempts.outcome',
      'attempts.cause',
      'attempts.likely',
      'attempts.facts',
    ])
    .where(eb => (whose.kind === 'operator' ? eb.and([]) : eb.and([eb('domains.owner_id', '=', whose.ownerId)])))
    .$if(before !== undefined, query => query.where('attempts.id', '<', before!))
    .$if(after !== undefined, query => query.where('attempts.id', '>', after!))
    .$if(mailbox !== undefined, query =>
      query
        .where('attempts.domain_id', '=', eb => eb.selectFrom('domains').select('domains.id').where('domains.name', '=', mailbox!.domain))
        .where(eb =>
          eb.or([
            eb('mailboxes.local_part', '=', mailbox!.localPart),
            eb.and([eb('attempts.mailbox_id', 'is', null), eb(sql`local_part_of(attempts.login)`, '=', mailbox!.localPart)]),
          ]),
        ),
    )
    .orderBy('attempts.id', 'desc')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, ({ id }) => String(id))
}

/**
 * Removes attempts older than a moment, some at a time, so that no statement holds locks for long.
 * @returns how many went; as many as `limit` means that there may be more
 */
export const pruneAttempts = async (db: Db, olderThan: Date, limit = 10_000): Promise<number> => {
  const { numDeletedRows } = await db
    .deleteFrom('attempts')
    .where('id', 'in', db.selectFrom('attempts').select('id').where('at', '<', olderThan).orderBy('at').limit(limit))
    .executeTakeFirst()
  return Number(numDeletedRows)
}
