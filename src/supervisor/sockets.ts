/** Who listens on which port, read from /proc/net/{tcp,udp} and /proc/<pid>/fd (proc(5)), in this network namespace. */
import { readFileSync } from 'node:fs'
import ipaddr from 'ipaddr.js'
import { argumentsOf, nameOf, placesOf, processIds } from './processes.ts'

export type Transport = 'tcp' | 'udp'

/** State TCP_LISTEN in /proc/net/tcp; a UDP socket that is connected to nobody is in TCP_CLOSE. */
const listenState: Readonly<Record<Transport, string>> = { tcp: '0A', udp: '07' }

interface Listening {
  /** Bytes of the address it listens at, in hex; all zero for every address. */
  readonly address: string
  readonly port: number
  readonly inode: string
}

const rowsOf = (file: string): string[] => {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(1)
  } catch {
    // No IPv6 in this kernel.
    return []
  }
}

/** The kernel prints an address as 32-bit words in the machine's own byte order, which is little-endian on every machine that we run on. */
const inNetworkOrder = (hex: string): string => hex.replace(/(..)(..)(..)(..)/g, '$4$3$2$1').toLowerCase()

const hexOf = (address: string): string => Buffer.from(ipaddr.parse(address).toByteArray()).toString('hex')

const isWildcard = (hex: string): boolean => /^0+$/.test(hex)

/** Every listening socket. */
export const listening = (transport: Transport = 'tcp'): Listening[] =>
  [`/proc/net/${transport}`, `/proc/net/${transport}6`].flatMap(rowsOf).flatMap(row => {
    const [, local = '', , state, , , , , , inode = ''] = row.trim().split(/\s+/)
    const [address = '', port = ''] = local.split(':')
    return state === listenState[transport] ? [{ address: inNetworkOrder(address), port: Number.parseInt(port, 16), inode }] : []
  })

/** A process that holds a port. */
export interface Holder {
  readonly pid: number
  readonly name: string
  /** Its command line, shortened. */
  readonly command: string
}

/**
 * Finds who listens on a port, at an address or at all of them.
 * @param address null for any; a neighbour may hold the same port at another address
 * @returns the first such process, or null when none can be seen (it may live in another container)
 */
export const holderOf = (port: number, address: string | null = null, transport: Transport = 'tcp'): Holder | null => {
  const at = address === null ? null : hexOf(address)
  const isAt = (other: string): boolean => at === null || other === at || isWildcard(at) || isWildcard(other)
  const wanted = new Set(
    listening(transport)
      .filter(socket => socket.port === port && isAt(socket.address))
      .map(({ inode }) => `socket:[${inode}]`),
  )
  if (!wanted.size) return null
  const pid = processIds().find(id => placesOf(id).some(place => wanted.has(place)))
  return pid === undefined ? null : { pid, name: nameOf(pid), command: argumentsOf(pid).join(' ').slice(0, 120) }
}
