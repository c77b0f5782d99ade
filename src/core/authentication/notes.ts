/** What an accepted sign-in was forgiven. */
import type { NoteId } from '../causes/notes.ts'
import type { Facts } from './facts.ts'

/**
 * Ids of what was forgiven, for people to put right one day.
 * @param edgeNotes what the edge noticed on the way
 * @param password only its form is looked at
 */
export const notesOf = ({ login, address, completion }: Facts, password: string, edgeNotes: readonly string[] = []): readonly string[] => {
  const named: readonly (readonly [NoteId, boolean])[] = [
    ['login-completed', completion !== 'none'],
    ['login-normalised', completion === 'none' && login !== address],
    ['charset-normalised', password !== password.normalize('NFC')],
  ]
  return [...edgeNotes, ...named.flatMap(([id, isTrue]) => (isTrue ? [id] : []))]
}
