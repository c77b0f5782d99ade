/** An attempt in words: what `todoku attempts` shows in a line, and `todoku explain` on a page. */
import type { Attempt } from '../actions/read-attempts.ts'
import type { Language, Words } from '../base/language.ts'
import type { Explanation } from '../core/causes/define.ts'
import { explain, isCause, type Finding } from '../core/causes/index.ts'
import { isNote, notes } from '../core/causes/notes.ts'
import { ownTimeZone, time } from './text.ts'

const ja = {
  outcome: { accepted: '成功', refused: '拒否', abandoned: '中断' },
  probably: (title: string) => `おそらく: ${title}`,
  likelyHis: (mailbox: string) => `おそらく${mailbox}`,
}

const words: Words<typeof ja> = {
  ja,
  en: {
    outcome: { accepted: 'accepted', refused: 'refused', abandoned: 'abandoned' },
    probably: title => `probably: ${title}`,
    likelyHis: mailbox => `probably ${mailbox}`,
  },
}

/** What became of it. */
export const outcomeOf = ({ outcome }: Attempt, language: Language): string => words[language].outcome[outcome]

/**
 * The words for its cause.
 * @returns null when it has none, or one of another release: this catalogue does not know it, or it has other facts
 */
export const explanationOf = ({ cause, facts }: Attempt, language: Language): Explanation | null => {
  if (!isCause(cause)) return null
  try {
    return explain({ id: cause, facts } as Finding, language, ownTimeZone())
  } catch {
    return null
  }
}

/** What the sign-in was forgiven: sentences. */
export const notesOf = ({ facts }: Attempt, language: Language): readonly string[] => {
  const ids = Array.isArray(facts['notes']) ? facts['notes'] : []
  return ids.filter(isNote).map(id => notes[id][language])
}

/** The title of its cause, said to be likely where it is only that; the bare id where there are no words. */
export const titleOf = (attempt: Attempt, language: Language): string => {
  const title = explanationOf(attempt, language)?.title ?? attempt.cause ?? ''
  return attempt.likely && title ? words[language].probably(title) : title
}

/** Whose it was, as far as that is known. */
export const whoseOf = ({ login, mailbox, mailboxLikely }: Attempt, language: Language): string =>
  login ?? (mailbox === null ? '-' : mailboxLikely ? words[language].likelyHis(mailbox) : mailbox)

/** Where it came from: address, country, and the name of its network. */
export const fromOf = ({ address, country, networkName }: Attempt): string => [address, country, networkName].filter(part => part !== null).join(' ')

/** When it was, and how many times when several were folded. */
export const whenOf = ({ at, count }: Attempt): string => (count > 1 ? `${time(at)} ×${count}` : time(at))
