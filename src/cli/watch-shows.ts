/** How a watch is shown: a board that is drawn anew, plain lines where nobody looks at a terminal, or an object for each change for a program. */
import type { ComparedDomain } from '../actions/compare-records.ts'
import type { Language } from '../base/language.ts'
import { cutTo } from '../base/width.ts'
import type { Verdict } from '../core/dns/verdict.ts'
import { boardLines, type BoardView, type Change, changesOf } from './claim-board.ts'
import { claimJson, claimLine } from './claim-words.ts'
import { findingJson, wordsOf } from './finding-words.ts'
import { proofJson, proofLine } from './proof-words.ts'
import { markOf, recordTable, stateWords } from './record-words.ts'
import { redrawer } from './redraw.ts'
import { printable, time } from './text.ts'

/** Shows what was seen: it decides itself what of that is new. */
export interface Show {
  claim(view: BoardView, now: Date): void
  records(compared: ComparedDomain, view: BoardView, now: Date): void
}

/** Where text goes. */
type Write = (text: string) => void

/** The verdicts that say something else than before. @param before null: everything is new */
export const changedVerdicts = (before: readonly Verdict[] | null, after: readonly Verdict[]): Verdict[] => {
  const essence = ({ wanted, state, found, findings }: Verdict): string => JSON.stringify([wanted, state, found, findings.map(({ id }) => id)])
  const known = new Set(before?.map(essence))
  return after.filter(verdict => !known.has(essence(verdict)))
}

const changeLine = (change: Change, language: Language): string => {
  switch (change.kind) {
    case 'proof':
      return proofLine(change.result, language).join('  ')
    case 'finding':
      return `! ${wordsOf(change.finding, language).title}`
    case 'claim':
      return claimLine(change.claim, language)
  }
}

const changeJson = (change: Change, language: Language): object => {
  switch (change.kind) {
    case 'proof':
      return proofJson(change.result, language)
    case 'finding':
      return { finding: findingJson(change.finding, language) }
    case 'claim':
      return { claim: claimJson(change.claim) }
  }
}

const verdictLine = (verdict: Verdict, language: Language): string => `${markOf(verdict)} ${verdict.wanted.name} ${verdict.wanted.type}  ${stateWords(verdict, language)}`

const verdictJson = ({ wanted, state, found, findings, seenBy }: Verdict, language: Language): object => ({ record: { ...wanted, state, found, seenBy, findings: findings.map(finding => findingJson(finding, language)) } })

/** Remembers what was shown, and hands on what is new. */
const onChange = (tellChange: (change: Change, now: Date) => void, tellVerdict: (verdict: Verdict, now: Date) => void): Show => {
  let view: BoardView | null = null
  let verdicts: readonly Verdict[] | null = null
  const claim = (after: BoardView, now: Date): void => {
    for (const change of changesOf(view, after)) tellChange(change, now)
    view = after
  }
  return {
    claim,
    records: (compared, after, now) => {
      claim(after, now)
      for (const verdict of changedVerdicts(verdicts, compared.verdicts)) tellVerdict(verdict, now)
      verdicts = compared.verdicts
    },
  }
}

/** A line for each change, with its time. */
export const plainShow = (write: Write, language: Language): Show => {
  const line = (text: string, now: Date): void => write(`${printable(`${time(now)}  ${text}`)}\n`)
  return onChange(
    (change, now) => line(changeLine(change, language), now),
    (verdict, now) => line(verdictLine(verdict, language), now),
  )
}

/** An object for each change. @param name of the domain, in every one of them */
export const jsonShow = (write: Write, name: string, language: Language): Show => {
  const put = (what: object, now: Date): void => write(`${JSON.stringify({ at: now.toISOString(), name, ...what })}\n`)
  return onChange(
    (change, now) => put(changeJson(change, language), now),
    (verdict, now) => put(verdictJson(verdict, language), now),
  )
}

/** A board. @param width of the terminal, asked anew each time: people change it */
export const liveShow = (write: Write, width: () => number, language: Language): Show => {
  const redraw = redrawer(write)
  // A line that the terminal breaks would be two.
  const draw = (lines: readonly string[]): void => redraw(lines.map(line => cutTo(line, width())))
  return {
    claim: (view, now) => draw(boardLines(view, now, language, width())),
    records: (compared, view, now) => draw([...boardLines(view, now, language, width()), '', ...recordTable(compared, language).split('\n')]),
  }
}
