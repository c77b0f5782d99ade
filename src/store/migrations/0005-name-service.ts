/**
 * The name service: what the zone of each domain holds and how it came to, and, in a schema of its own, the tables that PowerDNS answers from.
 * Those are PowerDNS's: they are laid out as its gpgsql backend of 4.7 and 4.9 wants them, written by it alone, and by us only through its API.
 */
import { type Kysely, sql } from 'kysely'
import { powerdnsSchema } from '../../base/database.ts'

const ours = [
  // Each change raises the version; what is published says which one it is, and with which settings it was made.
  `create table zones (
    id bigint generated always as identity primary key,
    domain_id bigint not null unique references domains on delete cascade,
    name text not null unique check (name = lower(name)),
    dnssec boolean not null,
    version bigint not null default 1,
    published_version bigint,
    published_as text,
    published_at timestamptz,
    serial bigint,
    created_at timestamptz not null default now())`,
  // SOA and the zone's own NS records are not here: they are the installation's.
  `create table zone_records (
    id bigint generated always as identity primary key,
    zone_id bigint not null references zones on delete cascade,
    name text not null check (name = lower(name)),
    type text not null check (type in ('A', 'AAAA', 'CAA', 'CNAME', 'MX', 'NS', 'SRV', 'TLSA', 'TXT')),
    ttl integer not null check (ttl between 1 and 604800),
    value text not null)`,
  // A TXT record may be longer than an index entry: what makes two the same is a digest of it.
  `create unique index zone_records_same on zone_records (zone_id, name, type, md5(value))`,
  `create index zone_records_zone on zone_records (zone_id)`,
  // What a change took away and what it put there: undone, it is the other way round.
  `create table zone_changes (
    id bigint generated always as identity primary key,
    zone_id bigint not null references zones on delete cascade,
    at timestamptz not null default now(),
    by text not null,
    before jsonb not null,
    after jsonb not null,
    undone_at timestamptz)`,
  `create index zone_changes_zone on zone_changes (zone_id, id)`,
  // That it was published is nobody's news.
  `create trigger announce after insert or delete or update of version on zones for each row execute function announce()`,
]

const theirs = [
  `create schema ${powerdnsSchema}`,
  `create table pdns.domains (
    id serial primary key,
    name varchar(255) not null,
    master varchar(128) default null,
    last_check int default null,
    type text not null,
    notified_serial bigint default null,
    account varchar(40) default null,
    options text default null,
    catalog text default null,
    constraint c_lowercase_name check (name::text = lower(name::text)))`,
  `create unique index name_index on pdns.domains (name)`,
  `create index catalog_idx on pdns.domains (catalog)`,
  `create table pdns.records (
    id bigserial primary key,
    domain_id int default null,
    name varchar(255) default null,
    type varchar(10) default null,
    content varchar(65535) default null,
    ttl int default null,
    prio int default null,
    disabled bool default 'f',
    ordername varchar(255),
    auth bool default 't',
    constraint domain_exists foreign key (domain_id) references pdns.domains (id) on delete cascade,
    constraint c_lowercase_name check (name::text = lower(name::text)))`,
  `create index rec_name_index on pdns.records (name)`,
  `create index nametype_index on pdns.records (name, type)`,
  `create index domain_id on pdns.records (domain_id)`,
  `create index recordorder on pdns.records (domain_id, ordername text_pattern_ops)`,
  `create table pdns.supermasters (
    ip inet not null,
    nameserver varchar(255) not null,
    account varchar(40) not null,
    primary key (ip, nameserver))`,
  `create table pdns.comments (
    id serial primary key,
    domain_id int not null,
    name varchar(255) not null,
    type varchar(10) not null,
    modified_at int not null,
    account varchar(40) default null,
    comment varchar(65535) not null,
    constraint domain_exists foreign key (domain_id) references pdns.domains (id) on delete cascade,
    constraint c_lowercase_name check (name::text = lower(name::text)))`,
  `create index comments_domain_id_idx on pdns.comments (domain_id)`,
  `create index comments_name_type_idx on pdns.comments (name, type)`,
  `create index comments_order_idx on pdns.comments (domain_id, modified_at)`,
  `create table pdns.domainmetadata (
    id serial primary key,
    domain_id int references pdns.domains (id) on delete cascade,
    kind varchar(32),
    content text)`,
  `create index domainidmetaindex on pdns.domainmetadata (domain_id)`,
  `create table pdns.cryptokeys (
    id serial primary key,
    domain_id int references pdns.domains (id) on delete cascade,
    flags int not null,
    active bool,
    published bool default true,
    content text)`,
  `create index domainidindex on pdns.cryptokeys (domain_id)`,
  `create table pdns.tsigkeys (
    id serial primary key,
    name varchar(255),
    algorithm varchar(50),
    secret varchar(255),
    constraint c_lowercase_name check (name::text = lower(name::text)))`,
  `create unique index namealgoindex on pdns.tsigkeys (name, algorithm)`,
]

/** Makes everything. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of [...ours, ...theirs]) await sql.raw(statement).execute(db)
}
