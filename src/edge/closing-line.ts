/** One line for a client that is turned away before its protocol began, in the words that its protocol shows to people. */
import type { Finding } from '../core/causes/index.ts'
import type { Protocol } from '../core/values/protocol.ts'
import { farewell } from './imap/replies.ts'
import { refusal as refusalOfPop3 } from './pop3/replies.ts'
import { refusalSentence } from './refusal-sentence.ts'

/**
 * The line, with CRLF.
 * SMTP: 421 closes (RFC 5321 4.2.2), whatever the cause; IMAP: BYE with a response code (RFC 9051 7.1); POP3: -ERR (RFC 1939, 3206).
 */
export const closingLine = (protocol: Protocol, finding: Finding, ref: string): string => {
  switch (protocol) {
    case 'smtp':
      return `421 4.7.0 ${refusalSentence(finding, ref)}\r\n`
    case 'imap':
      return farewell(finding, ref)
    case 'pop3':
      return refusalOfPop3(finding, ref)
  }
}
