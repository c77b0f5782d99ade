/** Opens the DNS for an installation: its resolver, and the name servers of the world, our own among them. */
import { type Dns, openDns } from '../engines/resolver/dns.ts'
import { ownWithoutNameServers } from '../engines/resolver/own-addresses.ts'
import type { Installation } from './installation.ts'

export type { Dns } from '../engines/resolver/dns.ts'

/** What a stranger's DNS calls a name server is not asked where it is a part of this installation; what our own name servers say of a domain is. */
export const openInstallationDns = ({ config }: Pick<Installation, 'config'>): Dns => openDns(config.resolver, { own: ownWithoutNameServers(config) })
