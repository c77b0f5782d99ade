/** How things look to a program that reads `--json`: explicit, so that a column added to a table does not leak out. */
import type { ListedPass } from '../actions/change-passes.ts'
import type { Domain, Mailbox, Owner } from '../actions/read-accounts.ts'

/** What a person is told of a domain. */
export type DomainState = 'live' | 'suspended' | 'unproven'

export const stateOfDomain = ({ provenAt, suspendedAt }: Domain): DomainState => (provenAt === null ? 'unproven' : suspendedAt === null ? 'live' : 'suspended')

export const ownerJson = ({ name, language, contact, domains, createdAt }: Owner): object => ({ name, language, contact, domains, createdAt })

export const domainJson = (domain: Domain): object => {
  const { name, owner, serverId, provenAt, provenBy, suspendedAt, catchAll, mailboxes, createdAt } = domain
  return { name, owner, server: serverId, state: stateOfDomain(domain), provenAt, provenBy, suspendedAt, catchAll, mailboxes, createdAt }
}

export const mailboxJson = ({ address, domain, serverId, quotaBytes, smtpEnabled, imapEnabled, pop3Enabled, keepsCopy, appPasswordRequired, suspendedAt, createdAt }: Mailbox): object => ({
  address,
  domain,
  server: serverId,
  quotaBytes,
  protocols: { smtp: smtpEnabled, imap: imapEnabled, pop3: pop3Enabled },
  keepsCopy,
  appPasswordRequired,
  suspendedAt,
  createdAt,
})

export const passJson = ({ id, domain, mailbox, kind, value, until, createdAt }: ListedPass): object => ({ id, domain, mailbox, kind, value, until, createdAt })
