/** Measures two sides in turns: A B, A B, … so that whatever else the machine does meets both alike. */
import { resultRow, type ResultRow, type Sample } from './result.ts'
import type { Row } from './rows/row.ts'
import type { Side } from './side.ts'

/** Called after each sample, for whoever watches. */
export type Watch = (row: Row, side: Side, pair: number, sample: Sample) => void

const measureRow = async (row: Row, sides: readonly [ours: Side, peer: Side], pairs: number, watch: Watch): Promise<ResultRow> => {
  const samples: Record<Side['name'], Sample[]> = { ours: [], peer: [] }
  for (const side of sides) await row.prepare(side)
  for (let pair = 1; pair <= pairs; pair++) {
    for (const side of sides) {
      const sample = await row.measure(side)
      samples[side.name].push(sample)
      watch(row, side, pair, sample)
    }
  }
  return resultRow(row, samples)
}

/** Measures all rows. @throws Error when a reply was not as it should be */
export const compare = async (rows: readonly Row[], sides: readonly [ours: Side, peer: Side], pairs: number, watch: Watch): Promise<ResultRow[]> => {
  const results: ResultRow[] = []
  for (const row of rows) results.push(await measureRow(row, sides, pairs, watch))
  return results
}
