/** Follows the letters that carry codes through Postfix's log: where each went, or why it waits. Reads nothing while none is under way. */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beginning, type FilePosition, positionAt, readOn } from '../base/followed-file.ts'
import { type CodeDelivery, followDelivery } from '../core/ownership/code.ts'
import { type DeliveryLine, parseDeliveryLine } from '../engines/postfix/delivery-line.ts'
import { noteDeliveries, type OpenLetter, openLetters } from '../store/proof-codes.ts'
import type { Installation } from './installation.ts'

/** Postfix gives up after five days, and says so within a run of its queue. */
const underWayMs = 6 * 86_400_000
/** A letter without a name in the queue is being handed over, or was when its process ended. */
const handingOverMs = 60_000
/** The log's times are whole seconds. */
const secondMs = 1000

const states = { sent: 'delivered', deferred: 'waiting', bounced: 'bounced', expired: 'expired' } as const

const heardOf = ({ status, host, address, reply, at }: DeliveryLine): CodeDelivery => ({ state: states[status], host, address, reply: reply || null, at: at.toISOString() })

/** What lines tell of letters, by the id of the code. A queue's names come again, so what was logged before the letter was sent is another's. */
const heardIn = (lines: readonly string[], letters: readonly OpenLetter[], now: Date): Map<number, CodeDelivery> => {
  const byName = new Map(letters.map(letter => [letter.queueId, letter]))
  const heard = new Map<number, CodeDelivery>()
  for (const line of lines) {
    const delivery = line.includes('status=') ? parseDeliveryLine(line, now) : null
    const letter = delivery && byName.get(delivery.queueId)
    if (!letter || delivery.at.getTime() < letter.sentAt.getTime() - secondMs) continue
    heard.set(letter.id, followDelivery(heard.get(letter.id) ?? letter.delivery, heardOf(delivery)))
  }
  return heard
}

/** What a run came to. */
export interface FollowedLetters {
  readonly letters: number
  /** There is more to read now. */
  readonly hasMore: boolean
}

/** Where the first run begins that finds letters under way: before them, which may be in the file that was turned over. */
const firstPosition = async (path: string, letters: readonly OpenLetter[]): Promise<FilePosition> => {
  const old = `${path}.1`
  const since = Math.min(...letters.map(({ sentAt }) => sentAt.getTime()))
  if (!existsSync(old) || statSync(old).mtimeMs < since) return beginning
  // Its first bytes tell it from the file of now.
  return positionAt(old, 128)
}

/**
 * Makes a follower; it remembers how far it has read, and a new one begins again where the letters did.
 * @returns a function that reads what is new, 256 KB at most; safe to repeat, throws when the store is away
 */
export const codeLetterFollower = ({ db, home }: Pick<Installation, 'db' | 'home'>): ((now: Date) => Promise<FollowedLetters>) => {
  const path = join(home.log, 'postfix.log')
  let position: FilePosition | null = null

  return async now => {
    // In this order: a letter that is entered after the question is handed over after the look at the file, too.
    const letters = await openLetters(db, new Date(now.getTime() - underWayMs))
    if (!letters.length) {
      position = await positionAt(path)
      return { letters: 0, hasMore: false }
    }
    const isHandingOver = letters.some(({ queueId, sentAt }) => queueId === null && now.getTime() - sentAt.getTime() < handingOverMs)
    if (isHandingOver) return { letters: 0, hasMore: false }
    const piece = await readOn(path, (position ??= await firstPosition(path, letters)))
    const heard = heardIn(piece.lines, letters, now)
    await noteDeliveries(db, heard)
    position = piece.position
    return { letters: heard.size, hasMore: piece.hasMore }
  }
}
