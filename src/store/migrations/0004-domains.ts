/**
 * Whose a domain is: claims and their proofs, codes that were mailed, names that pass from one owner to another, names that were let go;
 * where mail to a domain goes; what is wrong with a domain, and when its records were last looked at; notices about domains.
 */
import { type Kysely, sql } from 'kysely'

/** The letters of a random UUID, all of them letters of base32: 122 bits. */
const randomToken = `'todoku-' || translate(replace(gen_random_uuid()::text, '-', ''), '0123456789', 'ghijklmnop')`

const statements = [
  // Several owners may wait for one name. A claim that has ended stays: it says what became of it.
  // Whoever checks one takes it for a while, so that nobody else does and a checker that died keeps it from nobody.
  `create table claims (
    id bigint generated always as identity primary key,
    owner_id bigint not null references owners on delete cascade,
    name text not null check (name = lower(name)),
    domain_id bigint references domains on delete set null,
    token text not null unique,
    old_tokens text[] not null default '{}',
    state text not null default 'waiting' check (state in ('waiting', 'proven', 'lapsed', 'withdrawn', 'passed')),
    proven_at timestamptz,
    proven_by text check (proven_by in ('name-servers', 'web', 'mail', 'txt', 'operator', 'parent')),
    created_at timestamptz not null default now(),
    lapses_at timestamptz not null,
    reminded_at timestamptz,
    ended_at timestamptz,
    checks integer not null default 0,
    checked_at timestamptz,
    next_check_at timestamptz,
    checking_until timestamptz,
    asked_at timestamptz,
    findings jsonb not null default '{"results": [], "notes": [], "findings": []}',
    name_servers text[],
    name_servers_before jsonb)`,
  `create unique index claims_open on claims (owner_id, name) where state in ('waiting', 'proven')`,
  `create index claims_name on claims (name)`,
  `create index claims_domain on claims (domain_id)`,
  `create index claims_due on claims (next_check_at) where state in ('waiting', 'proven')`,

  // Who let go of a name that was proven: whoever comes next must show more than that it still points here. It outlives the owner.
  `create table releases (
    id bigint generated always as identity primary key,
    name text not null,
    owner_id bigint references owners on delete set null,
    released_at timestamptz not null default now())`,
  `create index releases_name on releases (name, released_at)`,

  `create table proof_codes (
    id bigint generated always as identity primary key,
    claim_id bigint not null references claims on delete cascade,
    recipient text not null,
    digest text not null,
    sent_at timestamptz not null default now(),
    expires_at timestamptz not null,
    tries integer not null default 0,
    used_at timestamptz,
    queue_id text,
    message_id text,
    delivery jsonb)`,
  `create index proof_codes_claim on proof_codes (claim_id, sent_at)`,
  `create index proof_codes_queue_id on proof_codes (queue_id)`,

  // The name stays in the row when the domain has gone to the trash.
  `create table hand_overs (
    id bigint generated always as identity primary key,
    name text not null,
    domain_id bigint references domains on delete set null,
    claim_id bigint not null references claims on delete cascade,
    from_owner_id bigint not null references owners on delete cascade,
    to_owner_id bigint not null references owners on delete cascade,
    proven_by text not null check (proven_by in ('name-servers', 'web', 'mail', 'txt')),
    state text not null default 'waiting' check (state in ('waiting', 'contested', 'done', 'refused', 'withdrawn')),
    started_at timestamptz not null default now(),
    ends_at timestamptz not null,
    ended_at timestamptz)`,
  `create unique index hand_overs_open on hand_overs (name) where state in ('waiting', 'contested')`,
  `create index hand_overs_ends on hand_overs (ends_at) where state = 'waiting'`,
  `create index hand_overs_domain on hand_overs (domain_id)`,
  `create index hand_overs_claim on hand_overs (claim_id)`,

  // Where mail to it goes. It is elsewhere only where somebody saw so: not knowing is not seeing.
  `alter table domains
    add column mail_route text not null default 'automatic' check (mail_route in ('automatic', 'here', 'elsewhere')),
    add column mx_elsewhere boolean not null default false,
    add column mx_seen jsonb,
    add column mx_seen_at timestamptz`,

  `create table domain_findings (
    id bigint generated always as identity primary key,
    domain_id bigint not null references domains on delete cascade,
    cause text not null,
    facts jsonb not null default '{}',
    subject text not null default '',
    since timestamptz not null default now(),
    seen_at timestamptz not null default now(),
    ended_at timestamptz)`,
  `create unique index domain_findings_open on domain_findings (domain_id, cause, subject) where ended_at is null`,
  `create index domain_findings_domain on domain_findings (domain_id, since)`,

  `create table record_watches (
    domain_id bigint primary key references domains on delete cascade,
    seen jsonb not null default '{}',
    seen_at timestamptz,
    next_at timestamptz not null default now())`,
  `create index record_watches_due on record_watches (next_at)`,

  // A notice about a domain is about no mailbox: the server that noted it sends it.
  `alter table notices
    drop constraint notices_kind_check,
    add constraint notices_kind_check check (kind in ('new-country', 'new-device', 'stale-device', 'throttle', 'password-exposed',
      'hand-over-started', 'hand-over-done', 'hand-over-contested', 'proof-lost', 'claim-proven', 'claim-lapsing', 'claim-lapsed', 'records-changed')),
    add column server_id text references servers`,

  // Domains from before there were claims.
  `insert into claims (owner_id, name, domain_id, token, state, proven_at, proven_by, created_at, lapses_at, next_check_at)
    select owner_id, name, id, ${randomToken}, case when proven_at is null then 'waiting' else 'proven' end, proven_at,
      case when proven_at is null then null else 'operator' end, created_at, now() + interval '30 days', now()
    from domains`,

  ...['claims', 'proof_codes', 'hand_overs'].map(table => `create trigger announce after insert or update or delete on ${table} for each row execute function announce()`),
  `create trigger announce after insert or delete or update of ended_at on domain_findings for each row execute function announce()`,
  // When its MX was last looked at is nobody's news.
  `drop trigger announce on domains`,
  `create trigger announce after insert or delete on domains for each row execute function announce()`,
  `create trigger announce_change after update on domains for each row
    when ((old.owner_id, old.server_id, old.name, old.proven_at, old.proven_by, old.suspended_at, old.mail_route, old.mx_elsewhere)
      is distinct from (new.owner_id, new.server_id, new.name, new.proven_at, new.proven_by, new.suspended_at, new.mail_route, new.mx_elsewhere))
    execute function announce()`,
]

/** Makes everything. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
