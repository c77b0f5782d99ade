/** Where the mail of a mailbox or a domain lies on this server. */
import { join } from 'node:path'
import type { Home } from '../base/home.ts'

/** Directory of one mailbox: its Maildir, indexes and Sieve scripts. Both parts are as the database keeps them, so they cannot leave the directory. */
export const mailboxFiles = (home: Home, { domain, localPart }: { readonly domain: string; readonly localPart: string }): string => join(home.mail, domain, localPart)

/** Directory of all mailboxes of a domain. */
export const domainFiles = (home: Home, domain: string): string => join(home.mail, domain)
