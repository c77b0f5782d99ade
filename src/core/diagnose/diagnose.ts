/**
 * What a pasted error may mean: from the words of servers and mail apps, in English and Japanese, to causes of the catalogue, the likeliest first.
 * Codes count little and words much; nothing is certain, so every cause has a score.
 */
import { causes, explain, isCause, type CauseId, type Finding } from '../causes/index.ts'
import type { Language } from '../causes/define.ts'
import { byBasic, byEnhanced, byResponse } from './codes.ts'
import { generalFacts } from './general.ts'
import { normalText, readPasted, type Pasted } from './pasted.ts'
import type { Means, Phrase } from './phrase.ts'
import { deliveryPhrases } from './phrases/delivery.ts'
import { encryptionPhrases } from './phrases/encryption.ts'
import { envelopePhrases } from './phrases/envelope.ts'
import { mechanismPhrases } from './phrases/mechanism.ts'
import { reachPhrases } from './phrases/reach.ts'
import { signInPhrases } from './phrases/sign-in.ts'

/** A cause that the text makes likely. */
export interface Suspect {
  readonly finding: Finding
  /** 0 to 1: how strongly the text speaks for it; not a probability. */
  readonly score: number
}

export interface Diagnosis {
  readonly pasted: Pasted
  /** The likeliest first; none when nothing was recognised. */
  readonly suspects: readonly Suspect[]
}

const phrases: readonly Phrase[] = [...signInPhrases, ...mechanismPhrases, ...encryptionPhrases, ...reachPhrases, ...envelopePhrases, ...deliveryPhrases]

const fromPhrases = ({ text, provider }: Pasted): Means[] =>
  phrases.filter(({ says, by }) => (by === undefined || by === provider) && says.test(text)).map(({ means }) => means)

const fromCodes = ({ text, replies }: Pasted): Means[] => [
  ...replies.flatMap(({ basic, enhanced }) => [byBasic[basic ?? ''], byEnhanced[enhanced ?? '']]).filter(means => means !== undefined),
  ...Object.entries(byResponse)
    .filter(([code]) => text.includes(`[${code}]`) || text === code)
    .map(([, means]) => means),
]

/** Our own words, pasted from a notice, the panel or a reply: the title of a cause, or its id. A title within a longer one that is there too is not meant. */
const fromOurWords = ({ text }: Pasted): Means[] => {
  const said = titles.filter(({ title }) => text.includes(title))
  return said.filter(one => !said.some(other => other.id !== one.id && other.title.includes(one.title))).map(({ id, weight }) => ({ [id]: weight }))
}

const nothingSeen = readPasted('')
const titleIn = (id: CauseId, language: Language): string => normalText(explain({ id, facts: generalFacts(id, nothingSeen, language) } as Finding, language).title)
const titles = (Object.keys(causes) as CauseId[]).flatMap(id => [
  { id, title: id, weight: 0.99 },
  { id, title: titleIn(id, 'ja'), weight: 0.97 },
  { id, title: titleIn(id, 'en'), weight: 0.97 },
])

/** What speaks for a cause adds up without ever reaching certainty. */
const together = (all: readonly Means[]): Map<CauseId, number> => {
  const scores = new Map<CauseId, number>()
  for (const [id, weight] of all.flatMap(means => Object.entries(means))) if (isCause(id)) scores.set(id, 1 - (1 - (scores.get(id) ?? 0)) * (1 - weight))
  return scores
}

/** Nobody reads more, and what is far behind the first is noise. */
const most = 5
const worthTelling = 0.4

/**
 * Reads an error, a code, or the id of a cause.
 * @param given whatever a person pastes
 * @param language in which general words stand for what the text does not show
 */
export const diagnose = (given: string, language: Language): Diagnosis => {
  const pasted = readPasted(given)
  const scores = together([...fromOurWords(pasted), ...fromPhrases(pasted), ...fromCodes(pasted)])
  const ranked = [...scores].toSorted(([, a], [, b]) => b - a)
  const best = ranked[0]?.[1] ?? 0
  const suspects = ranked
    .filter(([, score]) => score >= best * worthTelling)
    .slice(0, most)
    .map(([id, score]) => ({ finding: { id, facts: generalFacts(id, pasted, language) } as Finding, score: Math.round(score * 100) / 100 }))
  return { pasted, suspects }
}
