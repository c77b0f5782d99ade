/** The world of this lab: the private Internet with all that is hostile on it, a hosting that customers move away from, and our installation with its own name servers. */
import { join } from 'node:path'
import { addOwner } from '../../src/actions/add-owner.ts'
import { closeInstallation, type Installation as Opened, openInstallation } from '../../src/actions/installation.ts'
import type { Account } from '../clients/account.ts'
import { postfixPaths } from '../../src/engines/postfix/paths.ts'
import { always, cutting, honest, lame, rebinding, responseCodes, silent, truncating } from '../dns/conduct.ts'
import { type ScriptedServer, startScripted } from '../dns/scripted.ts'
import type { RecordSet } from '../dns/zone.ts'
import { type Installation, startInstallation } from '../installation.ts'
import { type Internet, startInternet } from '../internet.ts'
import { type InnerTraps, setTraps } from '../outside/inner-traps.ts'
import { type OldMail, openOldMail } from '../outside/old-mail.ts'
import { type OldWeb, openOldWeb } from '../outside/old-web.ts'
import { hostileServers, innerAddresses, oldHost, oldMail, oldWeb, ourNameServers, ours } from '../places.ts'
import { run } from '../process.ts'
import { homeWithin } from '../shell.ts'
import type { Case, Person, Stage } from './case.ts'

export type HostileName = keyof typeof hostileServers

export interface DomainsWorld {
  readonly internet: Internet
  readonly installation: Installation
  /** The same installation, opened by this process: for what is laid out before a case, and for clocks that a case cannot wait for. */
  readonly opened: Opened
  readonly web: OldWeb
  readonly mail: OldMail
  readonly traps: InnerTraps
  /** A mailbox here of a domain that has nothing to do with any case: our user who writes to them. */
  readonly sender: Account
  /** Directory of our Postfix's configuration, for its own commands. */
  readonly postfixConfiguration: string
  readonly hostile: Readonly<Record<HostileName, ScriptedServer>>
  /** What the truncating and the honest scripted server know, by zone. */
  readonly scripted: { readonly truncated: Map<string, readonly RecordSet[]>; readonly honest: Map<string, readonly RecordSet[]> }
  stop(): Promise<void>
}

/** Where the owners of the cases read their notices. */
export const contactDomain = 'owners.example'
const senderDomain = 'senders.example'

const startHostile = async (scripted: DomainsWorld['scripted']): Promise<DomainsWorld['hostile']> => {
  const conducts = {
    lame,
    servfail: always(responseCodes.servfail),
    refused: always(responseCodes.refused),
    silent,
    truncated: truncating(honest(scripted.truncated)),
    cut: cutting,
    rebinding: rebinding(oldWeb.address, innerAddresses[0]),
    honest: honest(scripted.honest),
  } satisfies Record<HostileName, unknown>
  const names = Object.keys(hostileServers) as HostileName[]
  const started = await Promise.all(names.map(async name => [name, await startScripted(hostileServers[name], conducts[name])] as const))
  return Object.fromEntries(started) as Record<HostileName, ScriptedServer>
}

/** The names of all those hosts; the hostile servers' own names are served by a server that is not. */
const nameHosts = async ({ dns }: Internet): Promise<void> => {
  await dns.zone(ours.domain).set(ourNameServers.map(({ hostName, address }) => ({ name: hostName.split('.')[0]!, type: 'A', values: [address] })))
  const hostile = await dns.host('hostile.test')
  await hostile.set(Object.values(hostileServers).map(({ hostName, address }) => ({ name: hostName.split('.')[0]!, type: 'A', values: [address] })))
  await dns.zone(oldHost.domain).set([{ name: 'mx12', type: 'A', values: [oldMail.address] }, { name: 'closed', type: 'A', values: [oldWeb.closed] }])
  await dns.reverse(oldMail.address, oldMail.hostName)
  const contacts = await dns.host(contactDomain)
  await contacts.set([{ name: '@', type: 'MX', values: [`10 ${oldMail.hostName}.`] }])
}

/** @returns the mailbox of our user who writes to the cases */
const settleSender = async ({ dns }: Internet, installation: Installation): Promise<Account> => {
  const zone = await dns.host(senderDomain)
  await zone.set([
    { name: '@', type: 'MX', values: [`10 ${ours.hostName}.`] },
    { name: '@', type: 'TXT', values: [`v=spf1 a:${ours.hostName} -all`] },
  ])
  await installation.cli(['owner', 'add', 'sender'])
  await installation.cli(['domain', 'add', senderDomain, '--owner', 'sender', '--proven'])
  const { password } = (await installation.cli(['mailbox', 'add', `hanako@${senderDomain}`])) as { readonly password: string }
  return installation.account(`hanako@${senderDomain}`, password)
}

/** An address where whatever comes is lost: a neighbour whose hardware address nobody has. */
const digHole = async (): Promise<void> => {
  const { ok, output } = await run('ip', ['-batch', '-'], { input: `route add ${oldWeb.hole}/32 dev net0 table local\nneigh add ${oldWeb.hole} lladdr 02:00:00:00:00:01 dev net0 nud permanent\n` })
  if (!ok) throw new Error(`ip: ${output.trim()}`)
}

const config = {
  listen: { dns: ourNameServers.map(({ address }) => `${address}:53`) },
  dns: { name_servers: ourNameServers.map(({ hostName }) => hostName) },
}

/** The two owners of a case. */
export const peopleOf = ({ name }: Case): readonly [Person, Person] => [
  { name, contact: `${name}@${contactDomain}` },
  { name: `${name}-2`, contact: `${name}-2@${contactDomain}` },
]

const settleOwners = async (opened: Opened, cases: readonly Case[]): Promise<void> => {
  for (const person of cases.flatMap(peopleOf)) {
    const added = await addOwner(opened, { ...person, language: 'en' })
    if (!added.ok) throw new Error(JSON.stringify(added.why))
  }
}

/**
 * Makes everything. For inside a namespace.
 * @param directory the lab's own
 */
export const makeWorld = async (directory: string, cases: readonly Case[]): Promise<DomainsWorld> => {
  const internet = await startInternet(directory)
  // Our processes trust the lab's authority as others trust those of the world.
  process.env['NODE_EXTRA_CA_CERTS'] = internet.authority.root
  // Some four hundred command lines are run here; half of what each takes is reading the same source once more.
  process.env['NODE_COMPILE_CACHE'] = join(directory, 'compile-cache')
  await nameHosts(internet)
  await digHole()
  const scripted = { truncated: new Map<string, readonly RecordSet[]>(), honest: new Map<string, readonly RecordSet[]>() }
  const [installation, hostile, web, mail, traps] = await Promise.all([
    startInstallation({ directory: homeWithin(directory), authority: internet.authority, config }),
    startHostile(scripted),
    openOldWeb(internet.authority, join(directory, 'old-web')),
    openOldMail(internet.authority, join(directory, 'old-mail')),
    setTraps(),
  ])
  mail.meet(contactDomain, 'accepts')
  const opened = openInstallation(installation.home, 'cli', 4)
  await settleOwners(opened, cases)
  const sender = await settleSender(internet, installation)
  return {
    internet,
    installation,
    opened,
    web,
    mail,
    traps,
    sender,
    postfixConfiguration: postfixPaths(installation.home).config,
    hostile,
    scripted,
    stop: async () => {
      await closeInstallation(opened)
      await installation.down()
      await Promise.all([web.stop(), mail.stop(), traps.stop(), ...Object.values(hostile).map(server => server.stop())])
      await internet.stop()
    },
  }
}

/** A case's own names in this world. */
export const stageIn =
  (world: DomainsWorld) =>
  (play: Case): Stage => {
    const [owner, other] = peopleOf(play)
    return { world, domain: `${play.name}.example`, owner, other }
  }
