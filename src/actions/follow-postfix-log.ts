/** Reads on in Postfix's log, and records what concerns our people. */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beginning, type FilePiece, type FilePosition, readOn, readPosition, writePosition } from '../base/followed-file.ts'
import type { EnvelopeRefusal } from '../core/envelope/refusal.ts'
import { postfixPaths } from '../engines/postfix/paths.ts'
import { postfixLogReader } from '../engines/postfix/read-log.ts'
import { askForRoutes } from '../store/routes.ts'
import type { Installation } from './installation.ts'
import { envelopeRecorder } from './record-envelopes.ts'

/** The edges write a sign-in within 250 ms; the refusal after it is looked up later than that. */
const settleMs = 500
/** After a pause of days, old lines would only push out what people look for now. */
const mostBehind = 16 * 1024 * 1024

/** The file, and where the first reader ever begins in it. */
const firstPosition = (path: string): FilePosition => {
  const size = existsSync(path) ? statSync(path).size : 0
  return size > mostBehind ? { offset: size - mostBehind, mark: '' } : beginning
}

/** Domains that strangers brought mail for while it goes elsewhere: perhaps its MX has just been changed. */
const routesInQuestion = (refusals: readonly EnvelopeRefusal[]): string[] => {
  const recipients = refusals.flatMap(({ kind, recipient }) => (kind === 'domain-moving-in' && recipient !== null ? [recipient] : []))
  return [...new Set(recipients.map(recipient => recipient.slice(recipient.lastIndexOf('@') + 1).toLowerCase()))]
}

/** What a run came to. */
export interface Followed {
  readonly attempts: number
  /** There is more to read now. */
  readonly hasMore: boolean
}

/**
 * Makes a follower; it goes on where the last one stopped.
 * @returns a function that reads what is new, 256 KB at most; safe to repeat, throws when the store is away
 */
export const postfixLogFollower = (installation: Installation): ((now: Date) => Promise<Followed>) => {
  const { home } = installation
  const path = join(home.log, 'postfix.log')
  const kept = postfixPaths(home).logPosition
  const recorder = envelopeRecorder(installation)
  const read = postfixLogReader()
  let position = readPosition(kept) ?? firstPosition(path)
  // Read, and not yet written while the store is away.
  let waiting: { readonly refusals: readonly EnvelopeRefusal[]; readonly piece: FilePiece } | null = null

  return async now => {
    if (!waiting) {
      const piece = await readOn(path, position)
      waiting = { piece, refusals: piece.lines.flatMap(line => read(line, now) ?? []) }
      if (waiting.refusals.length) await sleep(settleMs)
    }
    const { piece, refusals } = waiting
    const attempts = await recorder.record(refusals)
    await askForRoutes(installation.db, routesInQuestion(refusals))
    if (piece.position !== position) writePosition(kept, piece.position)
    position = piece.position
    waiting = null
    return { attempts, hasMore: piece.hasMore }
  }
}
