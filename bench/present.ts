/** The result as a table for a person. Pure. */
import type { Language, Words } from '../src/base/language.ts'
import { widthOf } from '../src/base/width.ts'
import type { Limits } from './limits.ts'
import type { ResultRow } from './result.ts'

const words: Words<{ head: readonly string[]; met: string; missed: string; noPeer: string; note: string; limits: (limits: Limits) => string }> = {
  en: {
    head: ['row', 'unit', 'ours', 'peer', 'ratio', 'goal', '', 'CPU ms ours', 'CPU ms peer'],
    met: 'met',
    missed: 'missed',
    noPeer: '–',
    note: 'Medians of runs taken in turns. Ratio: 1 or more is as good as the peer or better. CPU: of the serving side, for one unit.',
    limits: ({ fsyncMs, ecdsaSignaturesPerSecond, argon2idMs }) => `This machine: fsync ${fsyncMs} ms, ${ecdsaSignaturesPerSecond} ECDSA signatures/s on a core, argon2id ${argon2idMs} ms.`,
  },
  ja: {
    head: ['項目', '単位', '当方', '比較相手', '比', '目標', '', 'CPU ms 当方', 'CPU ms 相手'],
    met: '達成',
    missed: '未達',
    noPeer: '–',
    note: '交互に測った値の中央値。比は 1 以上なら相手と同等以上。CPU は応答側が 1 単位に使った時間。',
    limits: ({ fsyncMs, ecdsaSignaturesPerSecond, argon2idMs }) => `このマシン: fsync ${fsyncMs} ms、ECDSA 署名は 1 コアで毎秒 ${ecdsaSignaturesPerSecond} 回、argon2id ${argon2idMs} ms。`,
  },
}

const pad = (text: string, to: number, left: boolean): string => (left ? text + ' '.repeat(to - widthOf(text)) : ' '.repeat(to - widthOf(text)) + text)

/** A table of rows, and two lines that say how to read it and what the machine can do. */
export const present = (rows: readonly ResultRow[], limits: Limits, language: Language): string => {
  const { head, met, missed, noPeer, note, limits: limitsLine } = words[language]
  const number = (value: number | null): string => (value === null ? noPeer : String(value))
  const lines = [
    head,
    ...rows.map(row => [
      row.name,
      row.unit,
      number(row.ours),
      number(row.peer),
      row.ratio.toFixed(2),
      String(row.goal),
      row.met ? met : missed,
      number(row.oursCpuMs),
      number(row.peerCpuMs),
    ]),
  ]
  const widths = head.map((_, column) => Math.max(...lines.map(line => widthOf(line[column]!))))
  return [...lines.map(line => line.map((text, column) => pad(text, widths[column]!, column < 2)).join('  ').trimEnd()), '', note, limitsLine(limits)].join('\n')
}
