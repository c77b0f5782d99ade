/** Signs in at Dovecot in the client's place. */
import type { Finding } from '../../core/causes/index.ts'
import type { MailStore } from '../admit.ts'
import type { ConnectionFacts } from '../contract.ts'
import { joinEngine, type Joined, type Taken } from '../engine-dialogue.ts'

/** Tags of ours; the client's own takes the place of `signInTag` in the answer. */
const idTag = 'I'
const signInTag = 'S'

/**
 * ID with the client's address, believed from `login_trusted_networks` (Dovecot's `x-originating-*`), so that its logs and limits see the client;
 * then AUTHENTICATE with the edge's secret, whose base64 needs no quoting whatever the address holds.
 */
const openingOf = (facts: ConnectionFacts, localAddress: string, address: string, secret: string): string =>
  `${idTag} ID ("x-originating-ip" "${facts.remoteAddress}" "x-originating-port" "${facts.remotePort}" "x-connected-ip" "${localAddress}" "x-connected-port" "${facts.port}")\r\n` +
  `${signInTag} AUTHENTICATE PLAIN ${Buffer.from(`\0${address}\0${secret}`).toString('base64')}\r\n`

/** `mail_max_userip_connections` is reached: the client's doing, and it should hear it. */
const connectionLimit = /mail_max_userip_connections=(\d+)/

/** @returns the reader of Dovecot's lines for one sign-in */
const reader = (tag: string, { remoteAddress }: ConnectionFacts): ((line: string) => Taken) => {
  let untagged = ''
  let isIdAnswered = false
  return line => {
    if (line.startsWith(`${idTag} `)) isIdAnswered = true
    else if (line.startsWith(`${signInTag} OK`)) return { reply: `${untagged}${tag}${line.slice(signInTag.length)}\r\n` }
    else if (line.startsWith(`${signInTag} `) || line.startsWith('* BYE')) {
      const limit = connectionLimit.exec(line)?.[1]
      if (limit) return { refused: { id: 'network.too-many-connections', facts: { address: remoteAddress, limit: Number(limit) } } }
      return { refused: { id: 'ours.engine-away', facts: { engine: 'dovecot', why: line } } }
    } else if (isIdAnswered && line.startsWith('* ') && !line.startsWith('* OK [CAPABILITY')) untagged += `${line}\r\n`
    return null
  }
}

/**
 * Signs in. Dovecot's own OK, with the capabilities that hold from here on, is the reply, under the client's tag.
 * @param localAddress the address of ours that the client reached
 * @throws Error when Dovecot does not answer
 */
export const joinDovecot = (store: MailStore, facts: ConnectionFacts, localAddress: string, address: string, tag: string): Promise<Joined | Finding> =>
  joinEngine(store, openingOf(facts, localAddress, address, store.secret), reader(tag, facts))
