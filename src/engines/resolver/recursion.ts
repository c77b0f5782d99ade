/** The configured resolver: it asks the world for us, and remembers. Where there are several, the next helps out when one fails. */
import { getServers } from 'node:dns'
import { type Config, type Endpoint, parseEndpoint } from '../../base/config.ts'
import type { Answer } from '../../core/dns/observed.ts'
import { followAliases } from './aliases.ts'
import { firstAnswer } from './first-answer.ts'
import type { Question } from './message.ts'
import type { Exchange } from './question-to.ts'
import { type Alias, readAnswer } from './reading.ts'

/** Asks by `until` (on the clock of `performance.now()`). */
export type Recursion = (question: Question, until: number) => Promise<Answer>

const ofTheMachine = (): Endpoint[] => getServers().map(text => parseEndpoint(text) ?? { address: text, port: 53 })

/**
 * Makes the way to ask it.
 * @param settings an empty address means the machine's resolvers
 */
export const recursion = (settings: Config['resolver'], exchange: Exchange, machine: () => readonly Endpoint[] = ofTheMachine): Recursion => {
  const once = async (question: Question, until: number): Promise<Answer | Alias> => {
    const servers = settings.address === '' ? machine() : [settings.address]
    const asks = servers.map(server => async (signal: AbortSignal): Promise<Answer | Alias> => {
      const from = server.address
      const said = await exchange(server, question, true, until, signal)
      const reading = 'reply' in said ? readAnswer(said.reply, question, { zone: '', isRecursive: true, from }) : ({ state: 'unknown', ...said, from } as const)
      return reading.state === 'referral' ? { state: 'unknown', why: 'lame', detail: 'it answers only for zones of its own', from } : reading
    })
    return (await firstAnswer(asks, ({ state }) => state !== 'unknown')) ?? { state: 'unknown', why: 'unreachable', detail: 'this machine has no resolver', from: '' }
  }
  return (question, until) => followAliases(question, asked => once(asked, until))
}
