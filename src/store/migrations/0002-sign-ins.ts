/**
 * What sign-ins need beyond one password: the hash before the last change, the strength grade, app passwords, country rules and the passes through them,
 * blocked networks, devices that signed in before, throttles; attempts that fold, with every reference that a client was told; notices that wait for
 * their digest; indexes to find what a mistyped name may have meant; the functions that a sign-in asks.
 */
import { type Kysely, sql } from 'kysely'

/** What a domain, and a mailbox where one is known, say about sign-ins. */
const rulesOf = (domainId: string, mailboxId: string): string => {
  const ofPlace = (table: string): string => `${table}.domain_id = ${domainId} and (${table}.mailbox_id is null or ${table}.mailbox_id = ${mailboxId})`
  return `
    'countryRules', (select coalesce(jsonb_agg(jsonb_build_object('smtp', r.smtp, 'retrieval', r.retrieval, 'countries', r.countries) order by r.mailbox_id nulls last), '[]')
      from country_rules r where ${ofPlace('r')}),
    'passes', (select coalesce(jsonb_agg(jsonb_build_object('kind', p.kind, 'value', p.value, 'until', p.until)), '[]')
      from passes p where ${ofPlace('p')} and (p.until is null or p.until > now())),
    'blocks', (select coalesce(jsonb_agg(b.network), '[]') from blocks b where ${ofPlace('b')})`
}

const statements = [
  // A device that was not told of a new password still sends the one before.
  `alter table credentials
    add column previous_hash text,
    add column grade smallint check (grade between 0 and 4)`,
  `alter table mailboxes add column app_password_required boolean not null default false`,

  // Made by us with 80 bits or more, so a keyed digest is enough: it is looked for, not tried one by one.
  `create table app_passwords (
    id bigint generated always as identity primary key,
    mailbox_id bigint not null references mailboxes on delete cascade,
    name text not null,
    digest text not null,
    scopes text[] not null check (scopes <@ array['imap', 'pop3', 'smtp', 'sieve'] and cardinality(scopes) > 0),
    expires_at timestamptz,
    last_used_at timestamptz,
    created_at timestamptz not null default now(),
    unique (mailbox_id, name),
    unique (mailbox_id, digest))`,

  // Null mailbox: the whole domain. Null field: as the domain, and above it the installation, says.
  `create table country_rules (
    id bigint generated always as identity primary key,
    domain_id bigint not null references domains on delete cascade,
    mailbox_id bigint references mailboxes on delete cascade,
    smtp boolean,
    retrieval boolean,
    countries text[],
    created_at timestamptz not null default now(),
    unique nulls not distinct (domain_id, mailbox_id))`,
  `create table passes (
    id bigint generated always as identity primary key,
    domain_id bigint not null references domains on delete cascade,
    mailbox_id bigint references mailboxes on delete cascade,
    kind text not null check (kind in ('service', 'country', 'network')),
    value text not null,
    until timestamptz check (until is not null or kind = 'service'),
    created_at timestamptz not null default now(),
    unique nulls not distinct (domain_id, mailbox_id, kind, value))`,

  // Null mailbox: the whole domain.
  `create table blocks (
    id bigint generated always as identity primary key,
    domain_id bigint not null references domains on delete cascade,
    mailbox_id bigint references mailboxes on delete cascade,
    network cidr not null,
    created_at timestamptz not null default now(),
    unique nulls not distinct (domain_id, mailbox_id, network))`,

  // A device is a network (/24, /48) and what the client calls itself.
  `create table known_devices (
    mailbox_id bigint not null references mailboxes on delete cascade,
    network cidr not null,
    client text not null default '',
    country text,
    first_at timestamptz not null default now(),
    last_at timestamptz not null default now(),
    primary key (mailbox_id, network, client))`,

  // The login counts, whether there is such a mailbox or not: a stranger must not be able to tell. An empty login: every login from that network;
  // a network of no bits: that login from anywhere.
  `create table throttles (
    id bigint generated always as identity primary key,
    login text not null,
    domain_id bigint references domains on delete cascade,
    mailbox_id bigint references mailboxes on delete cascade,
    network cidr not null,
    distinct_secrets integer not null,
    why text not null check (why in ('guessing', 'spraying', 'many-networks')),
    since timestamptz not null default now(),
    until timestamptz not null,
    unique (login, network))`,
  `create index throttles_until on throttles (until)`,

  `alter table attempts
    add column first_at timestamptz not null default now(),
    add column count integer not null default 1,
    add column client text,
    add column network_name text,
    add column mailbox_likely boolean not null default false,
    add column joins boolean not null default false,
    add column fold text`,
  // Equal attempts within one hour are one row; what makes them equal is in the fold.
  `create unique index attempts_fold on attempts (fold)`,
  // A row that folds comes to the top again: pages go by time.
  ...['attempts_mailbox', 'attempts_domain', 'attempts_at'].map(index => `drop index ${index}`),
  `create index attempts_mailbox on attempts (mailbox_id, at, id)`,
  `create index attempts_domain on attempts (domain_id, at, id)`,
  `create index attempts_at on attempts (at, id)`,
  `create index attempts_nobody on attempts (domain_id, local_part_of(login), at, id) where mailbox_id is null`,
  `create index attempts_strangers on attempts (coalesce(domain_id, 0), at) where mailbox_id is null`,
  `create index attempts_address on attempts (address, at)`,
  `create index attempts_unnamed on attempts (address, at) where mailbox_id is null and login is null and joins`,
  // The only mailbox that signed in, or tried to, from an address; none when there were several. The planner is told that it is one row: of a thousand it
  // would make a statement so dear that it compiles it, which takes a second.
  `create function mailbox_seen_from(wanted inet, since timestamptz) returns table (mailbox_id bigint, domain_id bigint) language sql stable strict rows 1 as $$
    select latest.mailbox_id, latest.domain_id
    from (select a.mailbox_id, a.domain_id from attempts a where a.address = wanted and a.at >= since and a.mailbox_id is not null and not a.mailbox_likely order by a.at desc limit 1) latest
    where not exists (select from attempts a where a.address = wanted and a.at >= since and a.mailbox_id <> latest.mailbox_id and not a.mailbox_likely) $$`,
  // A host name and the domains above it.
  `create function names_above(host text) returns text[] language sql immutable strict parallel safe as $$
    select array_agg(array_to_string(labels[n:], '.')) from (select string_to_array(lower(host), '.') as labels) as host_name, generate_subscripts(labels, 1) as n $$`,
  // Every reference that a client was told opens its attempt, folded or not.
  `create table attempt_references (
    ref text primary key,
    attempt_id bigint not null references attempts on delete cascade,
    at timestamptz not null default now())`,
  `create index attempt_references_attempt on attempt_references (attempt_id)`,

  `create table notices (
    id bigint generated always as identity primary key,
    owner_id bigint not null references owners on delete cascade,
    mailbox_id bigint references mailboxes on delete cascade,
    kind text not null check (kind in ('new-country', 'new-device', 'stale-device', 'throttle', 'password-exposed')),
    facts jsonb not null default '{}',
    at timestamptz not null default now(),
    sent_at timestamptz)`,
  `create index notices_waiting on notices (owner_id, at) where sent_at is null`,

  // What a mistyped name may have meant is looked for among those that begin or end alike, in the order of code points whatever the cluster's collation.
  `create index domains_beginning on domains (name collate "C")`,
  `create index domains_ending on domains (reverse(name) collate "C")`,
  `create index mailboxes_beginning on mailboxes (domain_id, local_part collate "C")`,
  `create index mailboxes_ending on mailboxes (domain_id, reverse(local_part) collate "C")`,
  // A login without its domain.
  `create index mailboxes_local_part on mailboxes (local_part)`,
  `create index owners_lower_name on owners (lower(name))`,

  // All that a sign-in looks at, in one document. In plpgsql, so that a session plans it once: planning took longer than the answer.
  `create function account_of(wanted_local_part text, wanted_domain text) returns jsonb language plpgsql stable as $$
    begin
      return (select jsonb_build_object('mailboxId', m.id, 'address', m.local_part || '@' || d.name, 'domainId', d.id, 'ownerId', d.owner_id, 'ownerLanguage', o.language,
        'serverId', m.server_id, 'hash', c.hash, 'previousHash', c.previous_hash, 'changedAt', c.changed_at, 'grade', c.grade, 'version', coalesce(c.version, 0),
        'smtpEnabled', m.smtp_enabled, 'imapEnabled', m.imap_enabled, 'pop3Enabled', m.pop3_enabled, 'appPasswordRequired', m.app_password_required,
        'mailboxSuspended', m.suspended_at is not null, 'domainSuspended', d.suspended_at is not null, 'domainProven', d.proven_at is not null,
        'appPasswords', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'digest', a.digest, 'scopes', a.scopes, 'expiresAt', a.expires_at)), '[]')
          from app_passwords a where a.mailbox_id = m.id),
        'devices', (select coalesce(jsonb_agg(jsonb_build_object('network', k.network, 'client', k.client, 'country', k.country, 'lastAt', k.last_at) order by k.last_at desc), '[]')
          from (select * from known_devices where mailbox_id = m.id order by last_at desc limit 50) k),
        ${rulesOf('d.id', 'm.id')})
      from domains d join mailboxes m on m.domain_id = d.id join owners o on o.id = d.owner_id left join credentials c on c.mailbox_id = m.id
      where d.name = wanted_domain and m.local_part = wanted_local_part);
    end $$`,
  // The same of a domain, for a name in it that is no mailbox.
  `create function domain_rules_of(wanted_domain text) returns jsonb language plpgsql stable as $$
    begin
      return (select jsonb_build_object('domainId', d.id, 'ownerId', d.owner_id, ${rulesOf('d.id', 'null')}) from domains d where d.name = wanted_domain);
    end $$`,
  ...['account_of(text, text)', 'domain_rules_of(text)'].map(name => `revoke execute on function ${name} from public`),

  ...['country_rules', 'passes', 'blocks'].map(table => `create trigger announce after insert or update or delete on ${table} for each row execute function announce()`),
  // When it was last used changes with every sign-in, and is nobody's news.
  `create trigger announce after insert or delete or update of name, digest, scopes, expires_at on app_passwords for each row execute function announce()`,
  // A throttle is about a login, which may be nobody's.
  `create function announce_throttle() returns trigger language plpgsql as $$
    declare row_now throttles := coalesce(new, old);
    begin
      perform pg_notify('todoku', jsonb_build_object('table', tg_table_name, 'id', row_now.id, 'mailbox', row_now.mailbox_id, 'domain', row_now.domain_id,
        'login', row_now.login, 'network', row_now.network)::text);
      return null;
    end $$`,
  `create trigger announce after insert or update or delete on throttles for each row execute function announce_throttle()`,
]

/** Makes everything. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
