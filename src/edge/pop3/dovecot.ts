/** Signs in at Dovecot in the client's place. */
import type { Finding } from '../../core/causes/index.ts'
import type { MailStore } from '../admit.ts'
import type { ConnectionFacts } from '../contract.ts'
import { joinEngine, type Joined, type Taken } from '../engine-dialogue.ts'

/** `mail_max_userip_connections` is reached: the client's doing, and it should hear it. */
const connectionLimit = /mail_max_userip_connections=(\d+)/

/**
 * XCLIENT (Dovecot's own, believed from `login_trusted_networks`) names the client, so that logs and limits see it;
 * then AUTH with the edge's secret, whose base64 needs no quoting whatever the address holds.
 */
const openingOf = (facts: ConnectionFacts, address: string, secret: string): string =>
  `XCLIENT ADDR=${facts.remoteAddress} PORT=${facts.remotePort}\r\nAUTH PLAIN ${Buffer.from(`\0${address}\0${secret}`).toString('base64')}\r\n`

/** Response codes that tell of the mailbox and not of the sign-in: locked by another session, or asked for too often (RFC 2449 8.1). */
const passedOn = /^-ERR \[(?:IN-USE|LOGIN-DELAY)\]/

/** @returns the reader of Dovecot's lines: greeting, answer to XCLIENT, answer to AUTH */
const reader = ({ remoteAddress }: ConnectionFacts): ((line: string) => Taken) => {
  let answers = 0
  return line => {
    if (line.startsWith('+OK')) {
      answers += 1
      return answers === 3 ? { reply: `${line}\r\n` } : null
    }
    if (passedOn.test(line)) return { reply: `${line}\r\n` }
    const limit = connectionLimit.exec(line)?.[1]
    if (limit) return { refused: { id: 'network.too-many-connections', facts: { address: remoteAddress, limit: Number(limit) } } }
    return { refused: { id: 'ours.engine-away', facts: { engine: 'dovecot', why: line } } }
  }
}

/**
 * Signs in. Dovecot's own answer is the reply; with IN-USE or LOGIN-DELAY it closes by itself.
 * @throws Error when Dovecot does not answer
 */
export const joinDovecot = (store: MailStore, facts: ConnectionFacts, address: string): Promise<Joined | Finding> =>
  joinEngine(store, openingOf(facts, address, store.secret), reader(facts))
