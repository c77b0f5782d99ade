/**
 * The first schema: servers, owners, domains, mailboxes, credentials, aliases, forwards, catch-alls, vacations, DKIM keys, attempts;
 * the look-up functions that Postfix and Dovecot may call, and nothing else that they may; NOTIFY on every change.
 */
import { type Kysely, sql } from 'kysely'

/** A function that another program's role may execute with the owner's rights; it has the address in two parts at hand. */
const lookup = (signature: string, result: string, body: string): string =>
  `create function ${signature} returns ${result} language plpgsql stable security definer set search_path = public, pg_temp as $$
    #variable_conflict use_column
    declare
      wanted_local_part constant text := local_part_of(wanted);
      wanted_domain constant text := domain_of(wanted);
    begin
      ${body}
    end $$`

const statements = [
  `create table servers (
    id text primary key check (id ~ '^sv[0-9]{4}$'),
    host_name text not null unique,
    created_at timestamptz not null default now())`,
  `create table owners (
    id bigint generated always as identity primary key,
    name text not null unique,
    language text not null default 'ja' check (language in ('ja', 'en')),
    created_at timestamptz not null default now())`,
  // Names are kept as A-labels in lower case: what the DNS and SMTP compare (RFC 5890).
  `create table domains (
    id bigint generated always as identity primary key,
    owner_id bigint not null references owners,
    server_id text not null references servers,
    name text not null unique check (name = lower(name)),
    proven_at timestamptz,
    proven_by text,
    suspended_at timestamptz,
    created_at timestamptz not null default now())`,
  `create index domains_owner on domains (owner_id)`,
  `create table mailboxes (
    id bigint generated always as identity primary key,
    domain_id bigint not null references domains on delete cascade,
    server_id text not null references servers,
    local_part text not null check (local_part = lower(local_part) and local_part <> ''),
    quota_bytes bigint not null default 10737418240 check (quota_bytes > 0),
    smtp_enabled boolean not null default true,
    imap_enabled boolean not null default true,
    pop3_enabled boolean not null default true,
    keeps_copy boolean not null default true,
    suspended_at timestamptz,
    created_at timestamptz not null default now(),
    unique (domain_id, local_part))`,
  // A new password raises the version, so that no cache can take an old one for good.
  `create table credentials (
    mailbox_id bigint primary key references mailboxes on delete cascade,
    hash text not null,
    version integer not null default 1,
    changed_at timestamptz not null default now())`,
  `create table aliases (
    id bigint generated always as identity primary key,
    domain_id bigint not null references domains on delete cascade,
    local_part text not null check (local_part = lower(local_part) and local_part <> ''),
    target text not null,
    created_at timestamptz not null default now(),
    unique (domain_id, local_part, target))`,
  `create table catch_alls (
    domain_id bigint primary key references domains on delete cascade,
    target text not null,
    created_at timestamptz not null default now())`,
  `create table forwards (
    mailbox_id bigint not null references mailboxes on delete cascade,
    target text not null,
    created_at timestamptz not null default now(),
    primary key (mailbox_id, target))`,
  `create table vacations (
    mailbox_id bigint primary key references mailboxes on delete cascade,
    subject text not null,
    body text not null,
    days integer not null default 7 check (days between 1 and 30),
    created_at timestamptz not null default now())`,
  // The private key is sealed with the installation's master secret before it comes here.
  `create table dkim_keys (
    domain_id bigint not null references domains on delete cascade,
    selector text not null,
    algorithm text not null check (algorithm in ('rsa', 'ed25519')),
    public_key text not null,
    private_key_sealed text not null,
    signs boolean not null default true,
    created_at timestamptz not null default now(),
    primary key (domain_id, selector))`,
  // The domain is known from the login alone: its owner also sees who tried mailboxes that do not exist.
  `create table attempts (
    id bigint generated always as identity primary key,
    ref text not null,
    at timestamptz not null default now(),
    server_id text not null references servers,
    domain_id bigint references domains on delete cascade,
    mailbox_id bigint references mailboxes on delete cascade,
    protocol text not null check (protocol in ('smtp', 'imap', 'pop3')),
    port integer not null,
    address inet not null,
    country text,
    tls text,
    sni text,
    mechanism text,
    login text,
    outcome text not null check (outcome in ('accepted', 'refused', 'abandoned')),
    cause text,
    likely boolean not null default false,
    facts jsonb not null default '{}')`,
  // Pages go by id, which grows with time; only pruning goes by time itself.
  `create index attempts_mailbox on attempts (mailbox_id, id)`,
  `create index attempts_domain on attempts (domain_id, id)`,
  `create index attempts_at on attempts (at)`,
  `create index attempts_ref on attempts (ref)`,

  // ---- What Postfix may ask. A domain counts only when it is proven and not suspended.
  `create view live_domains as select * from domains where proven_at is not null and suspended_at is null`,
  `create view live_mailboxes as
    select m.*, d.name as domain, m.local_part || '@' || d.name as address
    from mailboxes m join live_domains d on d.id = m.domain_id`,
  // A quoted local part may hold an @ (RFC 5321 4.1.2): the last one divides. Without any, both are null and nothing matches.
  `create function local_part_of(address text) returns text language sql immutable parallel safe as $$
    select case when position('@' in address) > 0 then lower(left(address, -1 - length(split_part(address, '@', -1)))) end $$`,
  `create function domain_of(address text) returns text language sql immutable parallel safe as $$
    select case when position('@' in address) > 0 then lower(split_part(address, '@', -1)) end $$`,
  // In plpgsql, so that a session plans each once; compared with plain variables, so that the unique indexes serve however many mailboxes there are.
  lookup('lookup_domain(wanted text)', 'setof text', 'return query select d.name from live_domains d where d.name = lower(wanted);'),
  lookup(
    'lookup_mailbox(wanted text)',
    'setof text',
    'return query select m.address from live_mailboxes m where m.domain = wanted_domain and m.local_part = wanted_local_part;',
  ),
  // Postfix asks for user+extension@domain, then user@domain, then @domain (virtual(5)). A mailbox answers with itself, so a catch-all never takes its mail.
  // It keeps the extension (RFC 5233), which Dovecot and Sieve sort by; a forward or an alias does not pass it on to servers that may not know it.
  lookup(
    'lookup_alias(wanted text)',
    'setof text',
    `return query
      select wanted_local_part || '@' || m.domain from live_mailboxes m
        where m.domain = wanted_domain and m.local_part in (wanted_local_part, split_part(wanted_local_part, '+', 1))
          and (m.keeps_copy or not exists (select from forwards f where f.mailbox_id = m.id))
      union
      select f.target from live_mailboxes m join forwards f on f.mailbox_id = m.id
        where m.domain = wanted_domain and m.local_part in (wanted_local_part, split_part(wanted_local_part, '+', 1))
      union
      select a.target from live_domains d join aliases a on a.domain_id = d.id
        where d.name = wanted_domain and a.local_part in (wanted_local_part, split_part(wanted_local_part, '+', 1))
      union
      select c.target from live_domains d join catch_alls c on c.domain_id = d.id
        where d.name = wanted_domain and wanted_local_part = '';`,
  ),
  // Which sign-ins may use this envelope sender: the mailbox itself, and the same owner's mailboxes that an alias of this name leads to.
  lookup(
    'lookup_sender(wanted text)',
    'setof text',
    `return query
      select m.address from live_mailboxes m where m.domain = wanted_domain and m.local_part = wanted_local_part
      union
      select m.local_part || '@' || there.name
      from live_domains here
        join aliases a on a.domain_id = here.id
        join live_domains there on there.name = domain_of(a.target) and there.owner_id = here.owner_id
        join mailboxes m on m.domain_id = there.id and m.local_part = local_part_of(a.target)
      where here.name = wanted_domain and a.local_part = wanted_local_part;`,
  ),
  // ---- What Dovecot may ask.
  lookup(
    'lookup_user(wanted text)',
    'table (address text, domain text, local_part text, quota_bytes bigint)',
    `return query select m.address, m.domain, m.local_part, m.quota_bytes from live_mailboxes m
      where m.domain = wanted_domain and m.local_part = wanted_local_part;`,
  ),
  `create function list_users() returns table (address text) language sql stable security definer set search_path = public, pg_temp as $$
    select m.address from live_mailboxes m $$`,
  ...['lookup_domain(text)', 'lookup_mailbox(text)', 'lookup_alias(text)', 'lookup_sender(text)', 'lookup_user(text)', 'list_users()'].map(
    name => `revoke execute on function ${name} from public`,
  ),

  // ---- Every change is announced on channel "todoku" as {table, id, mailbox, domain}; edges drop what they had cached.
  `create function announce() returns trigger language plpgsql as $$
    declare row_now jsonb := to_jsonb(coalesce(new, old));
    begin
      perform pg_notify('todoku', jsonb_build_object('table', tg_table_name, 'id', row_now -> 'id',
        'mailbox', row_now -> case tg_table_name when 'mailboxes' then 'id' else 'mailbox_id' end,
        'domain', row_now -> case tg_table_name when 'domains' then 'id' else 'domain_id' end)::text);
      return null;
    end $$`,
  ...['servers', 'domains', 'mailboxes', 'credentials', 'aliases', 'catch_alls', 'forwards', 'vacations', 'dkim_keys'].map(
    table => `create trigger announce after insert or update or delete on ${table} for each row execute function announce()`,
  ),
]

/** Makes everything. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
