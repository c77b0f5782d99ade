/**
 * Fills an empty database with as many owners, domains, mailboxes and attempts as a large host has. One mailbox in a thousand is busy: those share a tenth of all attempts.
 */
import type { Cluster } from '../../test/live/cluster.ts'

export interface Size {
  readonly mailboxes: number
  readonly attempts: number
}

/** Of each domain. */
export const mailboxesPerDomain = 100
const domainsPerOwner = 10

// Deterministic, so that two runs fill alike: multiplication by a prime scatters without a random number.
const scatter = (n: string, most: number): string => `((${n}::bigint * 2654435761) % ${most}) + 1`

const accounts = ({ mailboxes }: Size): string[] => {
  const domains = Math.ceil(mailboxes / mailboxesPerDomain)
  return [
    `insert into owners (name) select 'owner ' || n from generate_series(1, ${Math.ceil(domains / domainsPerOwner)}) n`,
    `insert into domains (owner_id, server_id, name, proven_at) select (n - 1) / ${domainsPerOwner} + 1, 'sv0001', 'd' || n || '.example', now() from generate_series(1, ${domains}) n`,
    `insert into mailboxes (domain_id, server_id, local_part) select (n - 1) / ${mailboxesPerDomain} + 1, 'sv0001', 'user' || n from generate_series(1, ${mailboxes}) n`,
    `insert into credentials (mailbox_id, hash, grade) select n, '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$' || md5(n::text), 3 from generate_series(1, ${mailboxes}) n`,
    `insert into aliases (domain_id, local_part, target) select n, 'info', 'user' || ((n - 1) * ${mailboxesPerDomain} + 1) || '@d' || n || '.example' from generate_series(1, ${domains}) n`,
    `insert into known_devices (mailbox_id, network, client) select n, ('203.0.' || n % 256 || '.0/24')::cidr, 'Thunderbird' from generate_series(1, ${mailboxes}) n`,
  ]
}

const attempts = ({ mailboxes, attempts: count }: Size): string => `
  insert into attempts (ref, at, first_at, server_id, domain_id, mailbox_id, protocol, port, address, country, tls, sni, mechanism, login, outcome, cause, client, facts)
  select 'R' || n, t.at, t.at, 'sv0001', (m.id - 1) / ${mailboxesPerDomain} + 1, m.id, (array['smtp','imap','pop3'])[n % 3 + 1], (array[465,993,995])[n % 3 + 1],
    ('203.0.' || n % 256 || '.' || n / 256 % 256)::inet, 'JP', 'TLSv1.3 TLS_AES_128_GCM_SHA256', 'sv0001.example.jp', 'PLAIN',
    'user' || m.id || '@d' || ((m.id - 1) / ${mailboxesPerDomain} + 1) || '.example',
    case when n % 5 = 0 then 'refused' else 'accepted' end, case when n % 5 = 0 then 'credential.mismatch' end, 'Thunderbird',
    '{"trail":["empty-fields","whole-address","store-answered","throttled","country","mailbox-exists","password-matches"]}'
  from generate_series(1, ${count}) n,
    lateral (select case when n % 10 = 0 then ${scatter('n', Math.max(1, Math.trunc(mailboxes / 1000)))} else ${scatter('n', mailboxes)} end as id) m,
    lateral (select now() - interval '30 days' * (${count} - n) / ${count} as at) t`

/**
 * Fills it. Without triggers, and with the attempts' indexes made afterwards: minutes instead of an hour.
 * @throws Error of PostgreSQL
 */
export const fill = async (cluster: Cluster, size: Size, say: (line: string) => unknown): Promise<void> => {
  const indexes = await cluster.asSuperuser(`select indexname as name, indexdef as definition from pg_indexes where tablename = 'attempts' and indexname <> 'attempts_pkey'`)
  const quick = 'set session_replication_role = replica; set maintenance_work_mem = \'512MB\'; set synchronous_commit = off;'
  say(`${size.mailboxes} mailboxes`)
  await cluster.asSuperuser([quick, ...accounts(size)].join(';'))
  say(`${size.attempts} attempts`)
  await cluster.asSuperuser([quick, ...indexes.map(({ name }) => `drop index ${String(name)}`), attempts(size)].join(';'))
  say('indexes and statistics')
  await cluster.asSuperuser([quick, ...indexes.map(({ definition }) => String(definition))].join(';'))
  await cluster.asSuperuser('vacuum analyze')
}
