/**
 * Hands a signed-in client to Postfix: XCLIENT says who and from where (Postfix XCLIENT_README), EHLO is said again in the client's name.
 * XCLIENT and EHLO go one after the other: Postfix resets the session between them, and where pipelining is forbidden it would take both at once for an attack.
 */
import { isIPv6, type Socket } from 'node:net'
import type { Backend, ConnectionFacts } from '../contract.ts'
import type { EngineLine } from './engine-line.ts'
import { warmPool, type WarmPool } from './warm-pool.ts'

/** The client as Postfix is to see it. */
export interface Client {
  readonly connection: ConnectionFacts
  /** EHLO's or HELO's argument, fit for a command line. */
  readonly clientName: string
  /** It said EHLO. */
  readonly extended: boolean
  /** The mailbox that signed in. */
  readonly address: string
}

const pools = new Map<string, WarmPool>()

const poolOf = (backend: Backend): WarmPool => {
  const key = backend.kind === 'unix' ? backend.path : `${backend.host}:${backend.port}`
  const pool = pools.get(key) ?? warmPool(backend)
  pools.set(key, pool)
  return pool
}

/** XCLIENT's encoding of values (RFC 3461 4, xtext), over UTF-8. */
const xtext = (value: string): string => value.replace(/[^!-~]|[+=]/gu, text => [...Buffer.from(text)].map(byte => `+${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''))

/**
 * The XCLIENT line.
 * NAME is always replaced: Postfix believes XCLIENT from the name "localhost", and must not go on believing it from a client that came from 127.0.0.1.
 */
export const xclientLine = ({ connection, clientName, extended, address }: Client): string => {
  const { remoteAddress, remotePort } = connection
  const attributes = [
    'NAME=[UNAVAILABLE]',
    `ADDR=${isIPv6(remoteAddress) ? 'IPV6:' : ''}${xtext(remoteAddress)}`,
    `PORT=${remotePort}`,
    `PROTO=${extended ? 'ESMTP' : 'SMTP'}`,
    `HELO=${xtext(clientName)}`,
    `LOGIN=${xtext(address)}`,
  ]
  return `XCLIENT ${attributes.join(' ')}\r\n`
}

const introduce = async (line: EngineLine, client: Client): Promise<Socket> => {
  const xclient = await line.ask(xclientLine(client))
  if (xclient.code !== 220) throw new Error(`XCLIENT: ${xclient.text}`)
  const hello = await line.ask(`${client.extended ? 'EHLO' : 'HELO'} ${client.clientName}\r\n`)
  if (hello.code !== 250) throw new Error(`EHLO: ${hello.text}`)
  return line.release()
}

const attempt = async (line: EngineLine, client: Client): Promise<Socket> => {
  try {
    return await introduce(line, client)
  } catch (error) {
    line.drop()
    throw error
  }
}

/**
 * Takes a connection to the engine and makes it the client's.
 * @returns the socket, ready for MAIL; or why there is none. Never throws.
 */
export const takeOver = async (backend: Backend, client: Client): Promise<{ readonly socket: Socket } | { readonly why: string }> => {
  const pool = poolOf(backend)
  try {
    const { line, warm } = await pool.take()
    if (!warm) return { socket: await attempt(line, client) }
    // A warm connection may belong to an smtpd that has gone since; nothing was said in it yet, so a fresh one loses nothing.
    return { socket: await attempt(line, client).catch(async () => attempt(await pool.fresh(), client)) }
  } catch (error) {
    return { why: (error as Error).message }
  }
}
