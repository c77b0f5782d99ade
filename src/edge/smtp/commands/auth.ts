/** AUTH (RFC 4954): the exchange, the verdict, the engine. */
import { kindOf } from '../../../core/causes/index.ts'
import type { Credential, SignedIn } from '../../contract.ts'
import { enterSession } from '../../open-sessions.ts'
import { mechanismName } from '../../sasl/index.ts'
import { type Exposure, exposureOf } from '../../sasl/in-the-clear.ts'
import { exchange, keep } from '../../visit.ts'
import { takeOver } from '../backend.ts'
import { refuse, say, sayAndClose, type Answer, type Command, type Conversation } from '../command.ts'
import { refusal, reply } from '../replies.ts'

/** Answers a failed sign-in; the last one that a connection may try is followed by the end. */
const fail = (conversation: Conversation, line: string): Answer => {
  conversation.failures += 1
  if (conversation.failures < conversation.context.triesPerConnection) return say(line)
  const ref = /\(ref [^)]+\)/.exec(line)?.[0] ?? ''
  return sayAndClose(line + reply(421, '4.7.0', `Too many failed sign-ins. Try again later. ${ref}`))
}

const refuseInClear = (conversation: Conversation, { mechanism, login, exposed }: Exposure): Answer =>
  say(refuse(conversation, { id: 'transport.tls-required', facts: { port: conversation.wire.facts.port, exposed } }, { mechanism, login }))

/** Scripts and devices sign in before they greet. */
const tooEarly = (conversation: Conversation, mechanism: string): string => {
  const ref = keep(conversation, { id: 'mechanism.malformed', facts: { what: 'order' } }, { mechanism })
  return reply(503, '5.5.1', `EHLO comes first (ref ${ref})`)
}

const handOver = async (conversation: Conversation, who: SignedIn, { mechanism, login }: Credential): Promise<Answer> => {
  const { wire, context, client } = conversation
  const engine = await takeOver(context.backendFor(who, 'smtp'), { connection: wire.facts, clientName: client!.name, extended: client!.extended, address: who.address })
  if ('why' in engine) return say(refuse(conversation, { id: 'ours.engine-away', facts: { engine: 'postfix', why: engine.why } }, { mechanism, login }))
  enterSession(context.sessions, who, wire.facts, engine.socket)
  return { next: 'hand-over', text: reply(235, '2.7.0', 'Signed in'), engine: engine.socket }
}

const judge = async (conversation: Conversation, credential: Credential): Promise<Answer> => {
  const { wire, context, client } = conversation
  const answer = await context.authenticate({ ...credential, connection: wire.facts, clientName: client!.name, notes: wire.notes })
  if (answer.verdict === 'accept') return handOver(conversation, answer.who, credential)
  const line = refusal(answer.finding, answer.ref)
  // A fault of ours is counted against nobody.
  return kindOf(answer.finding) === 'temporary' ? say(line) : fail(conversation, line)
}

export const auth: Command = async (conversation, argument) => {
  const { wire, client } = conversation
  const [name = '', initial, ...more] = argument.split(/[ \t]+/)
  const mechanism = mechanismName(name)
  const response = initial === undefined ? null : Buffer.from(initial, 'latin1')
  if (!wire.facts.tls) return refuseInClear(conversation, exposureOf(mechanism, response))
  if (!client) return fail(conversation, tooEarly(conversation, mechanism))
  if (!name || more.length) {
    return fail(conversation, refuse(conversation, { id: 'mechanism.malformed', facts: { what: 'syntax' } }, { mechanism: name ? mechanism : null }))
  }
  const outcome = await exchange(conversation, mechanism, response, challenge => wire.write(`334 ${challenge}\r\n`))
  return outcome.is === 'credential' ? judge(conversation, outcome.credential) : fail(conversation, refuse(conversation, outcome.finding, { mechanism, login: outcome.login }))
}
