/** What the submission service says after EHLO, so that the edge can say the same before sign-in. Pure; a live test compares it with the real one. */
import type { Config } from '../../base/config.ts'

/** The capability lines after the host name's, in Postfix's order, without AUTH and STARTTLS, which are the edge's to add. */
export const submissionCapabilities = ({ limits }: Config): string[] => [
  'PIPELINING',
  `SIZE ${limits.message_megabytes * 1024 * 1024}`,
  'ENHANCEDSTATUSCODES',
  '8BITMIME',
  'DSN',
  'SMTPUTF8',
  'CHUNKING',
]
