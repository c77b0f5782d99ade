/** The board of a claim: a line for each proof with its state and its clock, and when it is looked at next. Pure: drawn anew for every moment. */
import type { Claim } from '../actions/read-claims.ts'
import type { Language, Words } from '../base/language.ts'
import { padTo, widthOf } from '../base/width.ts'
import type { Finding } from '../core/causes/index.ts'
import type { ProofResult } from '../core/ownership/proof.ts'
import { claimLine } from './claim-words.ts'
import { wordsOf } from './finding-words.ts'
import { proofLine } from './proof-words.ts'
import { moment, span } from './span.ts'
import { printable, wrapped } from './text.ts'

const words: Words<{ readonly next: (left: string) => string; readonly now: string; readonly end: string }> = {
  ja: { next: left => `次の確認まで ${left}`, now: '確認しています', end: 'Ctrl-C で閉じます(確認は続きます)' },
  en: { next: left => `next look in ${left}`, now: 'looking now', end: 'Ctrl-C closes this; it is looked at all the same' },
}

/** What is drawn. */
export interface BoardView {
  readonly claim: Claim
  readonly results: readonly ProofResult[]
  /** About the name as such: others, hand-overs. */
  readonly findings: readonly Finding[]
}

/** Facts that are clocks: what a person waits for goes before what was. */
const clockFacts = ['heldUntil', 'endsAt', 'until', 'nextAt', 'since', 'at', 'sentAt'] as const

/** The moment that a finding waits for, or since when it is so. */
export const clockOf = ({ facts }: Finding): Date | null => {
  const known: Readonly<Record<string, unknown>> = { ...facts }
  const iso = clockFacts.map(name => known[name]).find(value => typeof value === 'string')
  return typeof iso === 'string' ? new Date(iso) : null
}

const narrowest = 20

/** A row: its first cell, and the rest beside it in as many lines as it takes. */
const row = (first: string, rest: string, left: number, width: number): string[] => {
  const lines = width - left - 2 < narrowest ? [rest] : wrapped(printable(rest), width - left - 2)
  return lines.map((line, i) => `${padTo(i ? '' : first, left)}  ${line}`)
}

const proofRow = (result: ProofResult, now: Date, language: Language): readonly [string, string] => {
  const [name, title] = proofLine(result, language)
  const at = 'finding' in result ? clockOf(result.finding) : null
  return [name, at ? `${title}  ${moment(at, now, language)}` : title]
}

const findingRow = (finding: Finding, now: Date, language: Language): readonly [string, string] => {
  const at = clockOf(finding)
  const { title } = wordsOf(finding, language)
  return ['!', at ? `${title}  ${moment(at, now, language)}` : title]
}

const lastLine = ({ nextCheckAt }: Claim, now: Date, language: Language): string => {
  const say = words[language]
  const left = nextCheckAt === null ? 0 : nextCheckAt.getTime() - now.getTime()
  return `${left > 0 ? say.next(span(left, language)) : say.now}  ${say.end}`
}

/**
 * Draws it.
 * @param width cells of the terminal
 * @returns lines of no more than that, so that who draws again knows how many there are
 */
export const boardLines = ({ claim, results, findings }: BoardView, now: Date, language: Language, width: number): string[] => {
  const rows = [...findings.map(finding => findingRow(finding, now, language)), ...results.map(result => proofRow(result, now, language))]
  const left = Math.max(...rows.map(([first]) => widthOf(first)))
  return [printable(claimLine(claim, language)), ...rows.flatMap(([first, rest]) => row(first, rest, left, width)), ...(claim.state === 'waiting' ? [lastLine(claim, now, language)] : [])]
}

/** What changed from one look to the next: a proof, or the claim itself. */
export type Change = { readonly kind: 'proof'; readonly result: ProofResult } | { readonly kind: 'claim'; readonly claim: Claim } | { readonly kind: 'finding'; readonly finding: Finding }

/** What makes two looks differ: the cause and what it says, but no clock that only runs. */
const essence = (finding: Finding): string => JSON.stringify([finding.id, Object.entries(finding.facts).filter(([name]) => !['checkedAt', 'nextCheckAt'].includes(name))])
const essenceOf = (result: ProofResult): string => `${result.state} ${'finding' in result ? essence(result.finding) : ''}`

/** @param before null: everything is new */
export const changesOf = (before: BoardView | null, after: BoardView): Change[] => {
  const known = new Set(before?.results.map(result => `${result.proof} ${essenceOf(result)}`))
  const said = new Set(before?.findings.map(essence))
  const results = after.results.filter(result => !known.has(`${result.proof} ${essenceOf(result)}`))
  const findings = after.findings.filter(finding => !said.has(essence(finding)))
  const isChanged = before?.claim.state !== after.claim.state || before.claim.provenBy !== after.claim.provenBy
  return [
    ...results.map((result): Change => ({ kind: 'proof', result })),
    ...findings.map((finding): Change => ({ kind: 'finding', finding })),
    ...(isChanged ? [{ kind: 'claim', claim: after.claim } as const] : []),
  ]
}
