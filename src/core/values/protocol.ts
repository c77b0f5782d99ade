/** The protocols that a mailbox signs in with. */
export type Protocol = 'smtp' | 'imap' | 'pop3'
