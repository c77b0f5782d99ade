/**
 * A story: steps in order, each with what was wanted, what came, and how long it took. A step that fails does not end the story;
 * the printing is handed in, so the same story can be watched or only reported.
 */
import type { Language, Words } from '../src/base/language.ts'
import { widthOf } from '../src/base/width.ts'

/** The outcome of a step, in the shape of `todoku lab NAME --json`. */
export interface Case {
  readonly name: string
  readonly ok: boolean
  readonly wanted: string
  readonly got: string
  readonly ms: number
}

/** The outcome of a story. */
export interface Report {
  readonly lab: string
  readonly passed: number
  readonly failed: number
  readonly cases: readonly Case[]
}

/** What a step does: `got` when all held; thrown, the message is what came instead. */
export type Step = () => Promise<string>

export interface Story {
  chapter(title: Words<string>): void
  /**
   * Plays a step.
   * @param wanted in the words of the wire where there are any
   * @param limitMs longest that it may take
   * @returns whether it held
   */
  step(name: Words<string>, wanted: string, play: Step, limitMs?: number): Promise<boolean>
  report(): Report
}

/** Told as it happens. */
export interface Audience {
  chapter(title: Words<string>): void
  begins(name: Words<string>): void
  ended(name: Words<string>, outcome: Case): void
}

/** One line of what came: of a long transcript the beginning and, where the answer mostly stands, more of the end. */
export const oneLine = (text: string, first = 200, last = 500): string => {
  const flat = text.trim().replace(/\s*\r?\n\s*/g, ' | ')
  return flat.length > first + last ? `${flat.slice(0, first)} … ${flat.slice(-last)}` : flat
}

/** Longest a step may take, in ms: four times what the slowest took on two busy cores. */
const stepLimit = 180_000

const limited = async (play: Step, limitMs: number): Promise<string> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error(`no end after ${limitMs / 1000} s`)), limitMs)))
  return Promise.race([play(), late]).finally(() => clearTimeout(timer))
}

/** Begins a story. `lab` is its name, such as `tour`. */
export const beginStory = (lab: string, audience: Audience): Story => {
  const cases: Case[] = []
  return {
    chapter: title => audience.chapter(title),
    step: async (name, wanted, play, limitMs = stepLimit) => {
      audience.begins(name)
      const started = performance.now()
      const { ok, got } = await limited(play, limitMs).then(
        text => ({ ok: true, got: text }),
        (error: unknown) => ({ ok: false, got: error instanceof Error ? error.message : String(error) }),
      )
      const outcome: Case = { name: name.en, ok, wanted, got: oneLine(got), ms: Math.round(performance.now() - started) }
      cases.push(outcome)
      audience.ended(name, outcome)
      return ok
    },
    report: () => ({ lab, passed: cases.filter(({ ok }) => ok).length, failed: cases.filter(({ ok }) => !ok).length, cases: [...cases] }),
  }
}

/** Says that something must hold. @throws Error with `got` */
export const holds = (condition: boolean, got: string): void => {
  if (!condition) throw new Error(got)
}

/** Holds an answer to a pattern. @returns the answer's part that fits. @throws Error with the whole answer */
export const matches = (answer: string, wanted: RegExp): string => {
  const found = wanted.exec(answer)
  if (!found) throw new Error(answer)
  return found[0]
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

const words: Words<{ readonly wanted: string; readonly got: string; readonly all: (count: number, time: string) => string; readonly some: (failed: number, count: number, time: string) => string }> = {
  ja: {
    wanted: '期待',
    got: '結果',
    all: (count, time) => `${count} 項目すべて成功 (${time})`,
    some: (failed, count, time) => `${count} 項目のうち ${failed} 項目が失敗 (${time})`,
  },
  en: {
    wanted: 'wanted',
    got: 'got',
    all: (count, time) => `all ${count} steps held (${time})`,
    some: (failed, count, time) => `${failed} of ${count} steps failed (${time})`,
  },
}

/** Where the story is printed: a terminal gets colours and the step that is being played. */
export interface Screen {
  write(text: string): void
  readonly isTerminal: boolean
}

const nameWidth = 74

/** An audience that reads: ✓ or ✗, the step, its time; beneath a failed step, what was wanted and what came. */
export const reader = (language: Language, { write, isTerminal }: Screen): Audience & { summary(report: Report, ms: number): void } => {
  const colour = (code: number, text: string): string => (isTerminal ? `\u001b[${code}m${text}\u001b[0m` : text)
  const padded = (text: string): string => text + ' '.repeat(Math.max(1, nameWidth - widthOf(text)))
  return {
    chapter: title => write(`\n${colour(1, title[language])}\n`),
    begins: name => isTerminal && write(`  ${colour(2, '·')} ${name[language]}`),
    ended: (name, { ok, wanted, got, ms }) => {
      if (isTerminal) write('\r\u001b[2K')
      write(`  ${ok ? colour(32, '✓') : colour(31, '✗')} ${padded(name[language])}${colour(2, seconds(ms).padStart(8))}\n`)
      if (!ok) write(`      ${words[language].wanted}: ${wanted}\n      ${words[language].got}: ${got}\n`)
    },
    summary: ({ passed, failed }, ms) => {
      const { all, some } = words[language]
      const time = seconds(ms)
      write(`\n${failed === 0 ? colour(32, all(passed, time)) : colour(31, some(failed, passed + failed, time))}\n`)
    },
  }
}

/** An audience that only waits for the report. */
export const silent: Audience = { chapter: () => {}, begins: () => {}, ended: () => {} }
