/** Lines of Postfix's log (3.7 and 3.10) that say what became of a message on its way out. Pure. */
import { timeOf } from './log-line.ts'

/** One try to deliver a message to one recipient, or the end of all trying. */
export interface DeliveryLine {
  readonly at: Date
  readonly queueId: string
  /** As it stood in the envelope when the message came; null where the whole message is meant. */
  readonly recipient: string | null
  readonly status: 'sent' | 'deferred' | 'bounced' | 'expired'
  /** The mail server that was spoken to; null where there was none. */
  readonly host: string | null
  readonly address: string | null
  /** What it said, or what our own side says about it; "" where nothing is said. */
  readonly reply: string
}

const head = /^(\w{3} [ \d]\d \d\d:\d\d:\d\d) \S+ postfix[\w/-]*\/(?:smtp|lmtp|error|virtual|local|pipe|qmgr|bounce)\[\d+\]: ([\dA-Za-z]+): (.*)$/

const delivery = /^to=<(.*?)>,(?: orig_to=<(.*?)>,)? relay=(.*?), .*?\bstatus=(sent|deferred|bounced)(?: \((.*)\))?$/

/** Behind a UNIX socket there is a server of ours, and no address. */
const relayed = /^(\S+?)\[(?:([\da-fA-F:.]+)|\S*\/\S*)\](?::\d+)?$/

/** A server that was tried and did not answer stands in the reply alone: `connect to mx.example.jp[192.0.2.1]:25: Connection refused`. */
const inReply = /(?:connect to|host|conversation with|connection with|while talking to|from) ([\w.-]+)\[([\da-fA-F:.]+)\]/

/**
 * Reads one line.
 * @param now gives the line its year
 * @returns null where it says nothing of a delivery
 */
export const parseDeliveryLine = (line: string, now: Date): DeliveryLine | null => {
  const [, stamp = '', queueId = '', text = ''] = head.exec(line) ?? []
  const at = timeOf(stamp, now)
  if (!at) return null
  if (/^from=<.*>, status=(?:force-)?expired, returned to sender$/.test(text)) return { at, queueId, recipient: null, status: 'expired', host: null, address: null, reply: '' }
  const [, to = '', original, relay = '', status, reply = ''] = delivery.exec(text) ?? []
  if (status === undefined) return null
  const [, host = null, address = null] = relayed.exec(relay) ?? inReply.exec(reply) ?? []
  return { at, queueId, recipient: original ?? to, status: status as DeliveryLine['status'], host, address, reply }
}
