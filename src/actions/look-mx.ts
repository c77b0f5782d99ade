/** Looks where mail to a domain goes: its MX at its own name servers, and who those hosts are. */
import type { Answer } from '../core/dns/observed.ts'
import type { MxHost, MxSeen, OurMail } from '../core/ownership/route.ts'
import { plainAddress } from '../core/values/network.ts'
import { ownAddresses } from '../engines/resolver/own-addresses.ts'
import { listServers } from '../store/servers.ts'
import type { Installation } from './installation.ts'
import type { Dns } from './open-dns.ts'

/** Hosts of one MX that are looked into; more are somebody's game. */
const mostHosts = 8

const values = (answer: Answer): string[] => (answer.state === 'records' ? answer.records.map(({ value }) => value) : [])

/** A and AAAA together; null where nothing was found and one of the two was not answered. */
const addressesOf = async (ask: (type: 'A' | 'AAAA') => Promise<Answer>): Promise<string[] | null> => {
  const answers = await Promise.all([ask('A'), ask('AAAA')])
  const found = answers.flatMap(values).map(address => plainAddress(address) ?? address)
  return found.length || answers.every(({ state }) => state !== 'unknown') ? found : null
}

const hostOf = async (dns: Dns, value: string): Promise<MxHost> => {
  const [preference = '', name = ''] = value.split(' ')
  return { name, preference: Number(preference), addresses: await addressesOf(type => dns.ask(name, type)) }
}

/** Looks. Never throws; takes two deadlines at the most. */
export const lookMx = async (dns: Dns, domain: string): Promise<MxSeen> => {
  const answer = await dns.askAuthority(domain, 'MX')
  if (answer.state === 'unknown') return { state: 'unknown', why: answer.why }
  if (answer.state === 'absent') return { state: 'none', addresses: answer.isNameThere ? await addressesOf(type => dns.ask(domain, type)) : [] }
  const hosts = await Promise.all(values(answer).slice(0, mostHosts).map(value => hostOf(dns, value)))
  return hosts.every(({ name }) => name === '' || name === '.') ? { state: 'null' } : { state: 'records', hosts }
}

/** By what our own mail servers are known: their host names, where those lead, and where we listen. */
export const ourMail = async ({ db, config }: Installation, dns: Dns): Promise<OurMail> => {
  const hostNames = (await listServers(db)).map(({ hostName }) => hostName)
  const found = await Promise.all(hostNames.map(name => addressesOf(type => dns.ask(name, type))))
  return { hostNames, addresses: [...new Set([...ownAddresses(config), ...found.flatMap(addresses => addresses ?? [])])] }
}
