/** One authoritative name server: a private PowerDNS with the bind backend, its zones as master files that a person can read. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { run, start } from '../process.ts'
import { type RecordSet, type Zone, replaceRecords, zoneText } from './zone.ts'

/** A zone that can be altered while its server runs. */
export interface ZoneHandle {
  readonly name: string
  records(): readonly RecordSet[]
  /** Replaces the given sets (a set without values goes away) and serves the new zone before it returns. */
  set(changes: readonly RecordSet[]): Promise<void>
}

export interface NameServer {
  readonly hostName: string
  readonly address: string
  /** Adds a zone, empty unless it is given records, served at once. `ttl` in seconds. */
  addZone(name: string, ttl?: number, records?: readonly RecordSet[]): Promise<ZoneHandle>
  zone(name: string): ZoneHandle | undefined
  stop(): Promise<void>
}

/** Seconds. Short, so that a changed zone is seen soon; those who study caches give their own. */
const defaultTtl = 5

const settings = (directory: string, address: string): string =>
  [
    'launch=bind',
    `bind-config=${join(directory, 'named.conf')}`,
    `local-address=${address}`,
    `socket-dir=${directory}`,
    'daemon=no',
    'guardian=no',
    'write-pid=no',
    'disable-syslog=yes',
    'security-poll-suffix=',
    // Answers come from the zone as it is now.
    'cache-ttl=0',
    'query-cache-ttl=0',
    'negquery-cache-ttl=0',
    'zone-cache-refresh-interval=0',
    'receiver-threads=1',
    'distributor-threads=1',
    '',
  ].join('\n')

/** Whether somebody accepts TCP connections there. */
export const accepts = (address: string, port: number): Promise<boolean> =>
  new Promise(resolve => {
    const socket = createConnection({ host: address, port })
    const end = (answer: boolean): void => (socket.destroy(), resolve(answer))
    socket.once('connect', () => end(true)).once('error', () => end(false)).setTimeout(1000, () => end(false))
  })

/**
 * Starts a name server without zones.
 * @param directory its own; made when missing
 * @throws Error with PowerDNS's last words
 */
export const startNameServer = async (place: { readonly hostName: string; readonly address: string }, directory: string): Promise<NameServer> => {
  const { hostName, address } = place
  mkdirSync(directory, { recursive: true })
  writeFileSync(join(directory, 'pdns.conf'), settings(directory, address))
  writeFileSync(join(directory, 'named.conf'), '')
  const server = await start('pdns_server', [`--config-dir=${directory}`], join(directory, 'log'), () => accepts(address, 53))
  const zones = new Map<string, { zone: Zone; handle: ZoneHandle }>()
  const control = async (...args: string[]): Promise<void> => {
    const { ok, output } = await run('pdns_control', [`--socket-dir=${directory}`, ...args])
    if (!ok || /rejected|unknown|error/i.test(output)) throw new Error(`pdns_control ${args.join(' ')}: ${output.trim()}`)
  }
  const fileOf = (name: string): string => join(directory, `${name || 'root'}.zone`)
  const handleOf = (name: string): ZoneHandle => ({
    name,
    records: () => zones.get(name)!.zone.records,
    set: async changes => {
      const entry = zones.get(name)!
      entry.zone = { ...entry.zone, serial: entry.zone.serial + 1, records: replaceRecords(entry.zone.records, changes) }
      writeFileSync(fileOf(name), zoneText(entry.zone))
      await control('bind-reload-now', name || '.')
    },
  })
  return {
    hostName,
    address,
    addZone: async (name, ttl = defaultTtl, records = []) => {
      const zone: Zone = { name, servers: [hostName], serial: 1, ttl, records }
      const handle = handleOf(name)
      zones.set(name, { zone, handle })
      writeFileSync(fileOf(name), zoneText(zone))
      await control('bind-add-zone', name || '.', fileOf(name))
      return handle
    },
    zone: name => zones.get(name)?.handle,
    stop: server.stop,
  }
}
