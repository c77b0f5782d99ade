/** A claim at a terminal: whose, how it stands, what was seen of every proof, and when it is looked at again. */
import type { Claim } from '../actions/read-claims.ts'
import type { Language, Words } from '../base/language.ts'
import { proofName } from '../core/causes/words.ts'
import type { Finding } from '../core/causes/index.ts'
import type { ProofResult } from '../core/ownership/proof.ts'
import { findingJson, findingText } from './finding-words.ts'
import { proofJson, proofText } from './proof-words.ts'
import { ofOwner } from './proof-ways.ts'
import { time } from './text.ts'

const ja = {
  state: { waiting: '確認待ち', proven: '確認済み', lapsed: '期限切れ', withdrawn: '取り下げ', passed: '引き継ぎ済み' },
  by: (proof: string) => `${proof}で確認`,
  owner: (owner: string) => `所有者 ${owner}`,
  next: (at: string) => `自動でも確認し続けます。次は ${at}`,
  watch: (name: string) => `経過を見る: ./todoku domain watch ${name}`,
  lapses: (at: string) => `${at} までに確認できないと、この申し込みは取り消されます`,
  note: 'お知らせ',
}

const words: Words<typeof ja> = {
  ja,
  en: {
    state: { waiting: 'waiting for a proof', proven: 'proven', lapsed: 'lapsed', withdrawn: 'withdrawn', passed: 'passed on' },
    by: proof => `by ${proof}`,
    owner: owner => `owner ${owner}`,
    next: at => `it is looked at again by itself, next at ${at}`,
    watch: name => `to see it go on: ./todoku domain watch ${name}`,
    lapses: at => `the claim ends if nothing has proven it by ${at}`,
    note: 'note',
  },
}

/** How it stands, in a few words. */
export const claimState = ({ state, provenBy }: Pick<Claim, 'state' | 'provenBy'>, language: Language): string => {
  const say = words[language]
  return provenBy === null ? say.state[state] : `${say.state[state]} (${say.by(proofName(language, provenBy))})`
}

/** One line: name, state, owner. */
export const claimLine = (claim: Pick<Claim, 'name' | 'state' | 'provenBy' | 'owner'>, language: Language): string =>
  [claim.name, claimState(claim, language), words[language].owner(claim.owner)].join('  ')

/** What was seen of it. */
export interface SeenClaim {
  readonly claim: Claim
  readonly results: readonly ProofResult[]
  readonly notes: readonly Finding[]
  /** About the name as such: others, hand-overs. */
  readonly findings: readonly Finding[]
}

/** What comes next, and how to watch it; nothing where nothing does. */
export const claimEnd = ({ name, owner, domainId, state, nextCheckAt, lapsesAt }: Claim, language: Language): readonly string[] => {
  const say = words[language]
  if (state !== 'waiting') return []
  return [...(nextCheckAt ? [say.next(time(nextCheckAt))] : []), say.lapses(time(lapsesAt)), say.watch(name + ofOwner(domainId === null ? owner : null))]
}

/** Findings that were told beside, each with its heading. */
export const notesText = (notes: readonly Finding[], language: Language): readonly string[] => notes.map(note => `${words[language].note}: ${findingText(note, language)}`)

/** A page about it: every proof with its cause. A claim that is proven needs only its line, and what deserves to be told. */
export const claimText = ({ claim, results, notes, findings }: SeenClaim, language: Language): string =>
  [
    claimLine(claim, language),
    ...findings.map(finding => findingText(finding, language)),
    ...(claim.state === 'proven' ? [] : results.map(result => proofText(result, claim, language))),
    ...notesText(notes, language),
    ...(claim.state === 'waiting' ? [claimEnd(claim, language).join('\n')] : []),
  ].join('\n\n')

/** How a program reads a claim. Tokens are no secrets: the proof is to publish one. */
export const claimJson = ({ name, owner, state, provenBy, provenAt, token, createdAt, lapsesAt, endedAt, checks, checkedAt, nextCheckAt }: Claim): object => ({
  name,
  owner,
  state,
  provenBy,
  provenAt,
  token,
  createdAt,
  lapsesAt,
  endedAt,
  checks,
  checkedAt,
  nextCheckAt,
})

/** How a program reads all that was seen. */
export const seenClaimJson = ({ claim, results, notes, findings }: SeenClaim, language: Language): object => ({
  claim: claimJson(claim),
  results: results.map(result => proofJson(result, language)),
  notes: notes.map(note => findingJson(note, language)),
  findings: findings.map(finding => findingJson(finding, language)),
})
