/** The world of this lab: the private Internet, our installation with the cases' mailboxes, and beside it the plain peer with the same. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { type Installation, startInstallation } from '../installation.ts'
import { type Internet, startInternet } from '../internet.ts'
import { customers, ours, plainPeer } from '../places.ts'
import { homeWithin } from '../shell.ts'
import type { Case, Side } from './case.ts'
import { type Peer, startPeer } from './peer/peer.ts'
import { type Person, personOf } from './people.ts'
import { type Place, countries, laySeats, placeOf } from './seat.ts'
import { settlePeople } from './settle.ts'

/** A case with its place and its people. */
export interface Cast {
  readonly play: Case
  readonly place: Place
  readonly person: Person
  readonly other: Person
}

export interface CausesWorld {
  readonly internet: Internet
  readonly installation: Installation
  readonly peer: Peer | null
  readonly ours: Side
  readonly theirs: Side
  readonly cast: readonly Cast[]
  stop(): Promise<void>
}

/** Connections per address: few, so that one case can have too many. Per process of the edge. */
export const fewConnections = 20
/** From the first byte to a sign-in, in seconds: short, so that one case can be too slow. */
export const shortPatience = 10

const domains = [customers.first, customers.second] as const

/** Customers' names for the servers, which no certificate has. The seats are addresses of IPv4, so our host is known by its IPv4 address only. */
const nameServers = async ({ dns }: Internet): Promise<void> => {
  await dns.zone(ours.domain).set([{ name: 'sv0001', type: 'AAAA', values: [] }])
  const zone = await dns.host(customers.first)
  await zone.set([
    { name: 'mail', type: 'A', values: [ours.address] },
    { name: 'mail2', type: 'A', values: [plainPeer.address] },
  ])
  await (await dns.host(plainPeer.domain)).set([{ name: 'mail', type: 'A', values: [plainPeer.address] }])
}

const addDomains = async (installation: Installation): Promise<void> => {
  for (const [owner, domain] of [
    ['kaede', customers.first],
    ['momiji', customers.second],
  ] as const) {
    await installation.cli(['owner', 'add', owner])
    await installation.cli(['domain', 'add', domain, '--owner', owner, '--proven'])
  }
  await installation.cli(['domain', 'add', customers.unproven, '--owner', 'kaede'])
}

const config = {
  edge: { connections_per_address: fewConnections, sign_in_seconds: shortPatience },
  // Small enough that a letter beyond it is soon sent.
  limits: { message_megabytes: 5 },
  country: { overlay: countries },
}

/** Casts the cases: numbers give addresses, names and passwords. */
export const castCases = (cases: readonly Case[]): Cast[] =>
  cases.map((play, number) => ({
    play,
    place: placeOf(number, play.country ?? 'JP'),
    person: personOf(play.person ?? {}, 2 * number, randomBytes),
    other: personOf(play.other ?? { missing: true }, 2 * number + 1, randomBytes),
  }))

const peopleOf = (cast: readonly Cast[]): Person[] => cast.flatMap(({ person, other }) => [person, other])

const startTheirs = async (directory: string, { authority }: Internet, cast: readonly Cast[]): Promise<Peer> => {
  const certificate = await authority.issue([plainPeer.hostName], join(directory, 'peer-tls'))
  const people = peopleOf(cast).filter(({ missing, removed }) => !missing && !removed)
  return startPeer({ directory: join(directory, 'peer'), hostName: plainPeer.hostName, address: plainPeer.address, certificate, people, domains })
}

/**
 * Makes everything. For inside a namespace.
 * @param withPeer whether the plain peer is started beside
 */
export const makeWorld = async (directory: string, cases: readonly Case[], withPeer: boolean): Promise<CausesWorld> => {
  const internet = await startInternet(directory)
  await nameServers(internet)
  const installation = await startInstallation({ directory: homeWithin(directory), authority: internet.authority, config })
  await addDomains(installation)
  const unsettled = castCases(cases)
  const settled = await settlePeople(installation, peopleOf(unsettled))
  const cast = unsettled.map((one, number) => ({ ...one, person: settled[2 * number]!, other: settled[2 * number + 1]! }))
  const peer = withPeer ? await startTheirs(directory, internet, cast) : null
  await laySeats(
    directory,
    cast.map(({ place }) => place),
    [ours.address, plainPeer.address],
  )
  const ca = internet.authority.root
  return {
    internet,
    installation,
    peer,
    cast,
    ours: { name: 'ours', host: ours.hostName, otherName: `mail.${customers.first}`, address: ours.address, ca },
    theirs: { name: 'peer', host: plainPeer.hostName, otherName: `mail2.${customers.first}`, address: plainPeer.address, ca },
    stop: async () => {
      await peer?.stop()
      await installation.down()
      await internet.stop()
    },
  }
}
