/** Who listens on which TCP port, read from /proc/net/tcp and /proc/<pid>/fd (proc(5)), in this network namespace. */
import { readFileSync } from 'node:fs'
import { argumentsOf, nameOf, placesOf, processIds } from './processes.ts'

/** State TCP_LISTEN in /proc/net/tcp. */
const listenState = '0A'

interface Listening {
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

/** Every listening TCP socket. */
export const listening = (): Listening[] =>
  ['/proc/net/tcp', '/proc/net/tcp6'].flatMap(rowsOf).flatMap(row => {
    const [, local = '', , state, , , , , , inode = ''] = row.trim().split(/\s+/)
    return state === listenState ? [{ port: Number.parseInt(local.split(':')[1] ?? '', 16), inode }] : []
  })

/** A process that holds a port. */
export interface Holder {
  readonly pid: number
  readonly name: string
  /** Its command line, shortened. */
  readonly command: string
}

/** @returns the first process that listens on the port, or null when none can be seen (it may live in another container) */
export const holderOf = (port: number): Holder | null => {
  const wanted = new Set(
    listening()
      .filter(socket => socket.port === port)
      .map(({ inode }) => `socket:[${inode}]`),
  )
  if (!wanted.size) return null
  const pid = processIds().find(id => placesOf(id).some(place => wanted.has(place)))
  return pid === undefined ? null : { pid, name: nameOf(pid), command: argumentsOf(pid).join(' ').slice(0, 120) }
}
