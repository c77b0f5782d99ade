/** One line for a client that is turned away before its protocol began, in the words that its protocol shows to people. */
import { explain, kindOf, type Finding } from '../core/causes/index.ts'
import type { Protocol } from '../core/values/protocol.ts'

/**
 * The line, with CRLF.
 * SMTP: 421 closes (RFC 5321 4.2.2), IMAP: BYE [ALERT] is shown to people (RFC 9051 7.1), POP3: -ERR (RFC 1939, 3206).
 */
export const closingLine = (protocol: Protocol, finding: Finding, ref: string): string => {
  const { title, fix } = explain(finding, 'en')
  const text = `${title}. ${fix} (ref ${ref})`
  const busy = kindOf(finding) === 'too-many'
  switch (protocol) {
    case 'smtp':
      return `421 4.7.0 ${text}\r\n`
    case 'imap':
      return `* BYE [${busy ? 'LIMIT' : 'ALERT'}] ${text}\r\n`
    case 'pop3':
      return `-ERR [${busy ? 'SYS/TEMP' : 'SYS/PERM'}] ${text}\r\n`
  }
}
