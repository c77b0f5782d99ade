/** A mail app that has connected and greeted, so that its sign-in can be asked for, and timed, by itself. It comes from wherever it says, by PROXY protocol. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { connect as connectTls, createSecureContext } from 'node:tls'
import type { Protocol } from '../../src/core/values/protocol.ts'

/** What a sign-in was answered. */
export interface Answered {
  /** The line of the reply, without its end. */
  readonly text: string
  /** From the last byte sent to the reply. */
  readonly ms: number
  readonly isAccepted: boolean
}

export interface MailApp {
  /** Port of its end of the connection, by which the process behind the other end can be found. */
  readonly localPort: number
  /** @throws Error when the connection ends before the reply */
  signIn(login: string, password: string): Promise<Answered>
  isOpen(): boolean
  /** Waits for the end of the connection. */
  ended(): Promise<void>
  close(): void
}

// Made once: a context of its own for each connection would load every CA root each time, ten times the cost of the handshake.
const secureContext = createSecureContext()

const ports = { smtp: 465, imap: 993, pop3: 995 } as const
const greetings = { smtp: /^220 .*\r\n/m, imap: /^\* OK .*\r\n/m, pop3: /^\+OK .*\r\n/m } as const
const replies = { smtp: /^(?:[45]\d\d|235) .*\r\n/m, imap: /^a .*\r\n/m, pop3: /^(?:-ERR|\+OK).*\r\n/m } as const
const accepted = { smtp: /^235 /, imap: /^a OK/, pop3: /^\+OK/ } as const

const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** The commands up to a sign-in's last, what is waited for in between, and the last. */
const said: { readonly [P in Protocol]: (login: string, password: string) => readonly [before: string, until: RegExp, last: string] } = {
  smtp: (login, password) => ['EHLO phone.local\r\n', /^250 .*\r\n/m, `AUTH PLAIN ${base64(`\0${login}\0${password}`)}\r\n`],
  imap: (login, password) => ['b NOOP\r\n', /^b .*\r\n/m, `a LOGIN "${login}" "${password}"\r\n`],
  pop3: (login, password) => [`USER ${login}\r\n`, /^\+OK.*\r\n/m, `PASS ${password}\r\n`],
}

/**
 * Connects, and reads the greeting.
 * @param from address that it says it comes from
 */
export const openMailApp = async (protocol: Protocol, from: string): Promise<MailApp> => {
  const port = ports[protocol]
  const plain = connect({ host: '127.0.0.1', port, noDelay: true })
  await once(plain, 'connect')
  plain.write(`PROXY TCP4 ${from} 203.0.113.1 4321 ${port}\r\n`)
  const socket = connectTls({ socket: plain, secureContext, rejectUnauthorized: false })
  let heard = ''
  let isOpen = true
  let wake = (): void => {}
  socket.on('data', chunk => {
    heard += String(chunk)
    wake()
  })
  socket.on('error', () => {})
  socket.on('close', () => {
    isOpen = false
    wake()
  })
  const until = async (wanted: RegExp): Promise<string> => {
    for (;;) {
      const [found] = wanted.exec(heard) ?? []
      if (found !== undefined) return (heard = ''), found.trimEnd()
      if (!isOpen) throw new Error(`closed; heard ${JSON.stringify(heard)}`)
      await new Promise<void>(resolve => (wake = resolve))
    }
  }
  await until(greetings[protocol])
  return {
    localPort: plain.localPort!,
    signIn: async (login, password) => {
      const [before, between, last] = said[protocol](login, password)
      socket.write(before)
      await until(between)
      const since = performance.now()
      socket.write(last)
      const text = await until(replies[protocol])
      return { text, ms: performance.now() - since, isAccepted: accepted[protocol].test(text) }
    },
    isOpen: () => isOpen,
    ended: async () => {
      while (isOpen) await new Promise<void>(resolve => (wake = resolve))
    },
    close: () => socket.destroy(),
  }
}
