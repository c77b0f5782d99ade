/**
 * The door of this room: what the DNS says now, and who says it.
 *
 * Three ways to ask. `ask` goes to the configured resolver: what the world sees, with what is left of its memory. `askAuthority` and `delegation` go to the zones' own
 * servers from the top level down, and see a change as soon as it is made. `askServer` goes to one server. Only the servers of the root and of top levels, and addresses
 * of name servers without glue, are learnt from the resolver.
 *
 * Nothing here throws, and everything is settled by its deadline. Silence, failure and nonsense are `unknown` with their reason, never `absent`. What does not belong to
 * the question is not believed; addresses that are private or our own are not asked, whoever gives them. Validation of DNSSEC is the resolver's.
 */
import { domainToASCII } from 'node:url'
import type { Config } from '../../base/config.ts'
import type { Answer, Delegation, DnsType } from '../../core/dns/observed.ts'
import { plainName } from '../../core/dns/within.ts'
import { isForbiddenAddress } from '../../core/values/network.ts'
import { followAliases } from './aliases.ts'
import { deadlineIn } from './deadline.ts'
import { delegations } from './delegation.ts'
import { descent } from './descent.ts'
import { nameServers } from './name-servers.ts'
import { isAskable, type Question } from './message.ts'
import { exchangeInTurn } from './question-to.ts'
import { type Alias, readAnswer } from './reading.ts'
import { recursion } from './recursion.ts'

export interface Dns {
  /** The configured resolver. Records are those of the type asked for; behind an alias they bear the name that it leads to. */
  ask(name: string, type: DnsType, deadlineMs?: number): Promise<Answer>
  /** One server, without recursion; where it says that the name is another's, that one's own servers. */
  askServer(address: string, name: string, type: DnsType, deadlineMs?: number): Promise<Answer>
  /** The servers of the zone that holds the name, the first that answers; a name behind an alias is asked of its own zone. */
  askAuthority(name: string, type: DnsType, deadlineMs?: number): Promise<Answer>
  /** What the parent's servers, the name's own servers and the resolver say of its NS. */
  delegation(name: string, deadlineMs?: number): Promise<Delegation>
}

export interface DnsOptions {
  /** Our own addresses in plain form (`own-addresses.ts`): no name server may be there. */
  readonly own?: ReadonlySet<string>
  /** Instead of `isForbiddenAddress`. */
  readonly isForbidden?: (address: string) => boolean
  /** Of every name server. */
  readonly port?: number
  readonly now?: () => Date
}

const usualDeadlineMs = 5000

/** However many are opened, a process has so many sockets and no more. */
const exchange = exchangeInTurn()

/** A-labels in lower case; null for what cannot be asked. */
const readName = (text: string): string | null => {
  const plain = plainName(text)
  const name = /^[\x21-\x7e]*$/.test(plain) ? plain : domainToASCII(plain)
  return (name === '' && plain !== '') || !isAskable(name) ? null : name
}

const unaskable = (name: string): Answer => ({ state: 'unknown', why: 'malformed', detail: `"${name}" is no name of the DNS`, from: '' })
const late = (): Answer => ({ state: 'unknown', why: 'timeout', detail: 'no answer in time', from: '' })

/** Opens it. Holds no socket while nobody asks, and needs no closing. */
export const openDns = (settings: Config['resolver'], options: DnsOptions = {}): Dns => {
  const { own = new Set<string>(), isForbidden = address => isForbiddenAddress(address, own), port = 53, now = () => new Date() } = options
  const recursive = recursion(settings, exchange)
  const servers = nameServers(exchange, recursive, isForbidden, port)
  const way = descent(recursive, servers)
  const delegationOf = delegations(recursive, servers, way, now)

  const askOne = async (address: string, question: Question, until: number): Promise<Answer | Alias> => {
    if (isForbidden(address)) return { state: 'unknown', why: 'forbidden-address', detail: `${address} is no address of a public server`, from: address }
    const said = await exchange({ address, port }, question, false, until)
    const reading = 'reply' in said ? readAnswer(said.reply, question, { zone: '', isRecursive: false, from: address }) : ({ state: 'unknown', ...said, from: address } as const)
    return reading.state === 'referral' ? { state: 'unknown', why: 'lame', detail: `it sends on to ${reading.zone}`, from: address } : reading
  }
  const asked = (text: string, type: DnsType, deadlineMs = usualDeadlineMs, ask: (question: Question, until: number) => Promise<Answer>): Promise<Answer> => {
    const name = readName(text)
    const { until, hold } = deadlineIn(deadlineMs)
    return name === null ? Promise.resolve(unaskable(text)) : hold(ask({ name, type }, until), late)
  }
  const undelegated = (name: string, why: string, cached: Answer): Delegation => {
    const at = now().toISOString()
    return { name, parent: '', at, state: 'unknown', why, servers: [], parentTtl: null, parentSaid: [], childSaid: [], childTtl: null, cached }
  }
  return {
    ask: (text, type, deadlineMs) => asked(text, type, deadlineMs, recursive),
    askServer: (address, text, type, deadlineMs) =>
      asked(text, type, deadlineMs, (first, until) =>
        followAliases(first, question => (question.name === first.name ? askOne(address, question, until) : way.answer(question, until))),
      ),
    askAuthority: (text, type, deadlineMs) => asked(text, type, deadlineMs, (first, until) => followAliases(first, question => way.answer(question, until))),
    delegation: async (text, deadlineMs = usualDeadlineMs) => {
      const name = readName(text)
      const { until, hold } = deadlineIn(deadlineMs)
      if (!name) return undelegated(text, 'not a name of the DNS', unaskable(text))
      return hold(delegationOf(name, until), () => undelegated(name, 'no answer in time', late()))
    },
  }
}
