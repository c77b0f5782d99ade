/**
 * Where mail to a domain goes. Postfix takes a domain for its own only where its mail comes here; for one that is moving in it follows the MX, and strangers
 * who come all the same are told to come again.
 */
import { type Kysely, sql } from 'kysely'

/** As in the first schema: what Postfix's role may execute with the owner's rights, planned once in a session. */
const lookup = (signature: string, body: string): string =>
  `create or replace function ${signature} returns setof text language plpgsql stable security definer set search_path = public, pg_temp as $$
    #variable_conflict use_column
    declare
      wanted_local_part constant text := local_part_of(wanted);
      wanted_domain constant text := domain_of(wanted);
    begin
      ${body}
    end $$`

/** The reply to strangers. It says what was seen; RFC 5321 4.2.1: a 4xx is tried again, so nothing is lost. */
const movingIn = `case mail_route when 'elsewhere'
  then '450 4.3.0 Mail for this domain goes to another server, as its owner wants'
  else '450 4.3.0 Mail for this domain goes to another server, as its MX was last seen. It is being looked at again, try again soon' end`

const statements = [
  // A domain is known to sign-ins and senders when it is proven; its mail comes here only by its route.
  `create view local_domains as select * from domains
    where proven_at is not null and suspended_at is null and (mail_route = 'here' or (mail_route = 'automatic' and not mx_elsewhere))`,
  `create view local_mailboxes as
    select m.*, d.name as domain, m.local_part || '@' || d.name as address
    from mailboxes m join local_domains d on d.id = m.domain_id`,
  lookup('lookup_domain(wanted text)', 'return query select d.name from local_domains d where d.name = lower(wanted);'),
  // lookup_mailbox stays as it is, whatever the route: an smtpd process remembers for a while that a domain was ours, and would refuse for good
  // what it then does not find. Found, it is taken, and goes by the route of that moment.
  lookup(
    'lookup_alias(wanted text)',
    `return query
      select wanted_local_part || '@' || m.domain from local_mailboxes m
        where m.domain = wanted_domain and m.local_part in (wanted_local_part, split_part(wanted_local_part, '+', 1))
          and (m.keeps_copy or not exists (select from forwards f where f.mailbox_id = m.id))
      union
      select f.target from local_mailboxes m join forwards f on f.mailbox_id = m.id
        where m.domain = wanted_domain and m.local_part in (wanted_local_part, split_part(wanted_local_part, '+', 1))
      union
      select a.target from local_domains d join aliases a on a.domain_id = d.id
        where d.name = wanted_domain and a.local_part in (wanted_local_part, split_part(wanted_local_part, '+', 1))
      union
      select c.target from local_domains d join catch_alls c on c.domain_id = d.id
        where d.name = wanted_domain and wanted_local_part = '';`,
  ),
  // access(5) asks for user@domain, then for the domain, those above it, and user@: only the first means a domain of ours.
  lookup(
    'lookup_moving(wanted text)',
    `return query select ${movingIn} from domains d
      where d.name = wanted_domain and d.proven_at is not null and d.suspended_at is null and (d.mail_route = 'elsewhere' or (d.mail_route = 'automatic' and d.mx_elsewhere));`,
  ),
  `revoke execute on function lookup_moving(text) from public`,

  // Who proved by the name's old web site, mail or DNS is moving in: until its MX has been seen, mail goes on as it went. No moment is left in which it could come to
  // mailboxes that nobody has made yet.
  `create function route_when_proven() returns trigger language plpgsql as $$
    begin
      if new.proven_at is not null and new.proven_by in ('web', 'mail', 'txt') and (tg_op = 'INSERT' or old.proven_at is null) then
        new.mx_elsewhere := true;
      end if;
      return new;
    end $$`,
  // Looked for every second.
  `create index proof_codes_under_way on proof_codes (sent_at) where coalesce(delivery ->> 'state', 'queued') in ('queued', 'waiting')`,
  `create trigger route_when_proven before insert or update of proven_at on domains for each row execute function route_when_proven()`,
]

/** Makes everything. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
