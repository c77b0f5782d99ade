/** What everybody may know of this server: the golden table (guide S5), with the ports that are really listened on. */
import type { Config } from '../base/config.ts'

/** One line of the golden table. */
export interface MailService {
  readonly protocol: 'imap' | 'pop3' | 'smtp'
  readonly port: number
  readonly security: 'tls' | 'starttls'
}

export interface ServerFacts {
  readonly hostName: string
  /** What to write as user name: always the whole address. */
  readonly userName: 'address'
  readonly services: readonly MailService[]
}

const order = [
  ['imaps', 'imap', 'tls'],
  ['pop3s', 'pop3', 'tls'],
  ['submissions', 'smtp', 'tls'],
  ['submission', 'smtp', 'starttls'],
  ['imap', 'imap', 'starttls'],
  ['pop3', 'pop3', 'starttls'],
] as const

/** Reads them from the configuration. Pure. */
export const serverFacts = ({ server, listen }: Config): ServerFacts => ({
  hostName: server.host_name,
  userName: 'address',
  services: order.flatMap(([name, protocol, security]) => [...new Set(listen[name].map(({ port }) => port))].map(port => ({ protocol, port, security }))),
})
