/** Name servers of a zone and where they are. Addresses that are not for us to ask are left aside. */
import type { Answer, DnsRecord, UnknownWhy } from '../../core/dns/observed.ts'
import { firstAnswer, hedgeMs } from './first-answer.ts'
import { memory } from './memory.ts'
import type { Question } from './message.ts'
import type { Exchange } from './question-to.ts'
import { type Reading, readAnswer } from './reading.ts'
import type { Recursion } from './recursion.ts'

/** Why a server cannot be asked at all. */
export interface Obstacle {
  readonly why: UnknownWhy
  readonly detail: string
  readonly address: string | null
}

export interface NameServer {
  readonly hostName: string
  /** Those that may be asked, IPv4 first. */
  readonly addresses: readonly string[]
  /** Where there is none of them. */
  readonly obstacle: Obstacle | null
}

/** A zone, and who answers for it. */
export interface Zone {
  readonly name: string
  readonly servers: readonly NameServer[]
}

/** What one host said, and at which address. */
export interface HostSaid {
  readonly address: string | null
  readonly reading: Reading
}

export interface NameServers {
  /** Finds their addresses: out of the glue, else through the resolver. */
  locate(hosts: readonly string[], glue: readonly DnsRecord[], until: number): Promise<NameServer[]>
  /** One host, at one after another of its addresses. */
  askHost(server: NameServer, question: Question, zone: string, until: number): Promise<HostSaid>
  /** The first of a zone's hosts that answers. */
  askZone(zone: Zone, question: Question, until: number): Promise<Reading>
}

/** No zone has more in a referral that fits (the root has 13). */
export const mostHosts = 13
const mostAddresses = 4
const mostTries = 8
/** As long as one look at a domain lasts, with all its questions. */
const keepMs = 10_000
const mostRemembered = 10_000
/** A server that was waited for in vain comes last for so long. */
const slowMs = 30_000

/** The first of each, then the second of each. */
const interleaved = ({ servers }: Zone): { hostName: string; address: string }[] =>
  Array.from({ length: mostAddresses }, (_, i) => servers.flatMap(({ hostName, addresses }) => (addresses[i] === undefined ? [] : [{ hostName, address: addresses[i] }]))).flat()

const isAnswer = (reading: Reading): boolean => reading.state !== 'unknown'

/**
 * Makes the ways to find and ask them.
 * @param port of every name server, 53 in the world
 */
export const nameServers = (exchange: Exchange, recursion: Recursion, isForbidden: (address: string) => boolean, port: number): NameServers => {
  const remembered = memory<readonly Answer[]>(keepMs, mostRemembered, answers => answers.every(({ state }) => state !== 'unknown'))

  const slow = memory<true>(slowMs, mostRemembered)

  const lookUp = (hostName: string, until: number): Promise<readonly Answer[]> =>
    remembered.get(hostName, () => Promise.all([recursion({ name: hostName, type: 'A' }, until), recursion({ name: hostName, type: 'AAAA' }, until)]))

  const locateOne = async (hostName: string, glue: readonly string[], until: number): Promise<NameServer> => {
    const answers = glue.length ? [] : await lookUp(hostName, until)
    const all = glue.length ? glue : answers.flatMap(answer => (answer.state === 'records' ? answer.records.map(({ value }) => value) : []))
    const addresses = all.filter(address => !isForbidden(address)).slice(0, mostAddresses)
    if (addresses.length) return { hostName, addresses, obstacle: null }
    const [address] = all
    if (address !== undefined) return { hostName, addresses, obstacle: { why: 'forbidden-address', detail: `${address} is no address of a public server`, address } }
    const failed = answers.find(answer => answer.state === 'unknown')
    const obstacle: Obstacle = failed
      ? { why: failed.why, detail: `its address could not be looked up: ${failed.detail}`, address: null }
      : { why: 'no-address', detail: `${hostName} has no address`, address: null }
    return { hostName, addresses, obstacle }
  }

  const askAddress = async (address: string, question: Question, zone: string, from: string, until: number, signal: AbortSignal): Promise<HostSaid> => {
    const began = performance.now()
    const said = await exchange({ address, port }, question, false, until, signal)
    // Whoever lost a race had no less time than that.
    if ('why' in said && said.why === 'timeout' && performance.now() - began >= hedgeMs) slow.set(address, true)
    return { address, reading: 'reply' in said ? readAnswer(said.reply, question, { zone, isRecursive: false, from }) : { state: 'unknown', ...said, from } }
  }

  const unasked = (server: NameServer | undefined): HostSaid => {
    const { why, detail, address } = server?.obstacle ?? { why: 'no-address', detail: 'the zone has no name servers', address: null }
    return { address, reading: { state: 'unknown', why, detail, from: server?.hostName ?? '' } }
  }

  return {
    locate: (hosts, glue, until) =>
      Promise.all(
        hosts.slice(0, mostHosts).map(hostName => {
          const own = glue.filter(({ name }) => name === hostName).toSorted((a, b) => a.type.localeCompare(b.type))
          return locateOne(hostName, own.map(({ value }) => value), until)
        }),
      ),
    askHost: async (server, question, zone, until) => {
      const asks = server.addresses.map(address => (signal: AbortSignal) => askAddress(address, question, zone, server.hostName, until, signal))
      return (await firstAnswer(asks, ({ reading }) => isAnswer(reading))) ?? unasked(server)
    },
    askZone: async (zone, question, until) => {
      const asks = interleaved(zone)
        .toSorted((a, b) => Number(slow.known(a.address) !== null) - Number(slow.known(b.address) !== null))
        .slice(0, mostTries)
        .map(({ hostName, address }) => (signal: AbortSignal) => askAddress(address, question, zone.name, hostName, until, signal))
      return ((await firstAnswer(asks, ({ reading }) => isAnswer(reading))) ?? unasked(zone.servers[0])).reading
    },
  }
}
