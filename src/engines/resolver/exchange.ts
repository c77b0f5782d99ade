/** One question to one server: over UDP, without EDNS where that is not understood, over TCP where the answer is cut short. */
import type { Endpoint } from '../../base/config.ts'
import { newQuery, type Question } from './message.ts'
import { askTcp } from './tcp.ts'
import { askUdp, type Exchanged } from './udp.ts'

/** FORMERR, NOTIMP and BADVERS: what servers say that do not know EDNS (RFC 6891 7). */
const withoutEdns: ReadonlySet<number> = new Set([1, 4, 16])

/**
 * Asks.
 * @param until on the clock of `performance.now()`
 * @param signal ends it earlier
 * @returns always by then; never rejects
 */
export const exchange = async (server: Endpoint, question: Question, isRecursive: boolean, until: number, signal?: AbortSignal): Promise<Exchanged> => {
  const ask = (hasEdns: boolean): Promise<Exchanged> => askUdp(server, newQuery(question, { isRecursive, hasEdns }), until, signal)
  const first = await ask(true)
  const hasEdns = !('reply' in first && withoutEdns.has(first.reply.rcode))
  const said = hasEdns || signal?.aborted ? first : await ask(false)
  return 'reply' in said && said.reply.isTruncated && !signal?.aborted ? askTcp(server, newQuery(question, { isRecursive, hasEdns }), until, signal) : said
}
