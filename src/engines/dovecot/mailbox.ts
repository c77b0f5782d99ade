/** What every mailbox has, whatever the version of Dovecot. */

/** Folders that a new mailbox has, subscribed, with their use (RFC 6154), so that every mail app files alike. */
export const folders = [
  { name: 'Drafts', use: '\\Drafts' },
  { name: 'Sent', use: '\\Sent' },
  { name: 'Junk', use: '\\Junk' },
  { name: 'Trash', use: '\\Trash' },
  { name: 'Archive', use: '\\Archive' },
] as const

/** A full mailbox must be able to move mail to Trash, or it could never be emptied. */
export const trashExtra = '100M'

/**
 * What a sender hears of a full mailbox, at RCPT (quota-status) and, should it fill up meanwhile, at delivery.
 * Permanent: the sender knows at once. With 452 4.2.2 the letter would wait unseen in a queue for five days, and bounce then.
 */
export const overQuotaReply = { code: 552, status: '5.2.2', text: 'Mailbox is full' } as const
