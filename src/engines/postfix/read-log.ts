/** Postfix's log as a stream of refusals. Remembers for a while who sent which message, since later lines give only its queue id. */
import type { EnvelopeRefusal } from '../../core/envelope/refusal.ts'
import { type LogLine, parseLogLine } from './log-line.ts'

/** Messages under way at once, and those that bounce soon after; about 300 bytes each. */
const mostMessages = 2000

type Begun = Extract<LogLine, { says: 'begun' }>

/**
 * Makes a reader of consecutive lines.
 * @returns a function: a line and the time now → the refusal that it tells of, or null
 */
export const postfixLogReader = (): ((line: string, now: Date) => EnvelopeRefusal | null) => {
  const messages = new Map<string, Begun>()

  const keep = (begun: Begun): void => {
    messages.delete(begun.queueId)
    messages.set(begun.queueId, begun)
    const oldest = messages.size > mostMessages ? messages.keys().next().value : undefined
    if (oldest !== undefined) messages.delete(oldest)
  }
  const later = (queueId: string, rest: Pick<EnvelopeRefusal, 'kind' | 'at' | 'recipient' | 'reply'>): EnvelopeRefusal | null => {
    const begun = messages.get(queueId)
    if (!begun) return null
    const { service, client, clientName, login } = begun
    return { ...rest, service, client, clientName, login, helo: null, sender: null }
  }

  return (line, now) => {
    const read = parseLogLine(line, now)
    switch (read?.says) {
      case undefined:
        return null
      case 'begun':
        keep(read)
        return null
      case 'refused':
        return read.refusal
      case 'too-big':
        return later(read.queueId, { kind: 'message-too-big', at: read.at, recipient: null, reply: '552 5.3.4 Error: message file too big' })
      case 'undelivered':
        return later(read.queueId, { kind: read.kind, at: read.at, recipient: read.recipient, reply: read.reply })
    }
  }
}
