/** The resolver that everybody asks: a private Unbound that begins at the lab's own root. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { reverseZones } from '../places.ts'
import { run, start } from '../process.ts'
import { accepts } from './name-server.ts'

export interface ResolverPlace {
  readonly address: string
  readonly port: number
}

export interface LabResolver extends ResolverPlace {
  /** Forgets all that it knows at and under a name. */
  forget(name: string): Promise<void>
  stop(): Promise<void>
}

/** Unbound answers some zones by itself (RFC 6303: documentation networks among them; RFC 6761: test); here they are real. */
const realZones = ['test', ...reverseZones, 'd.0.1.0.0.2.ip6.arpa', '8.b.d.0.1.0.0.2.ip6.arpa']

const settings = (directory: string, { address, port }: ResolverPlace): string => `server:
  username: ""
  chroot: ""
  directory: "${directory}"
  pidfile: ""
  use-syslog: no
  log-time-ascii: yes
  interface: ${address}@${port}
  outgoing-interface: ${address}
  access-control: 0.0.0.0/0 allow
  access-control: ::0/0 allow
  num-threads: 1
  do-ip6: no
  module-config: "iterator"
  root-hints: "${join(directory, 'root.hints')}"
  unblock-lan-zones: yes
${[...new Set(realZones)].map(zone => `  local-zone: "${zone}." nodefault`).join('\n')}
  # The lab's name servers answer within milliseconds or not at all.
  infra-host-ttl: 5
remote-control:
  control-enable: yes
  control-use-cert: no
  control-interface: "${join(directory, 'control')}"
`

/**
 * Starts the resolver.
 * @param root host name and address of the root's name server
 * @throws Error with Unbound's last words
 */
export const startResolver = async (place: ResolverPlace, root: { readonly hostName: string; readonly address: string }, directory: string): Promise<LabResolver> => {
  mkdirSync(directory, { recursive: true })
  const configuration = join(directory, 'unbound.conf')
  writeFileSync(configuration, settings(directory, place))
  writeFileSync(join(directory, 'root.hints'), `. 3600000 NS ${root.hostName}.\n${root.hostName}. 3600000 A ${root.address}\n`)
  const unbound = await start('unbound', ['-d', '-p', '-c', configuration], join(directory, 'log'), () => accepts(place.address, place.port))
  return {
    ...place,
    forget: async name => {
      const { ok, output } = await run('unbound-control', ['-c', configuration, 'flush_zone', name || '.'])
      if (!ok) throw new Error(`unbound-control flush_zone: ${output.trim()}`)
    },
    stop: unbound.stop,
  }
}
