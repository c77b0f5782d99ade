/** Texts that people paste, each with the cause that must come first: declares a test for each of a table's, and one that none stands there twice. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CauseId } from '../src/core/causes/index.ts'
import { diagnose } from '../src/core/diagnose/diagnose.ts'

export type PastedTexts = readonly (readonly [pasted: string, first: CauseId])[]

/** @param name of the table */
export const testPastedTexts = (name: string, table: PastedTexts): void => {
  for (const [pasted, first] of table) {
    test(`diagnose: ${pasted.slice(0, 110).replaceAll('\n', ' ')}`, () => {
      const { suspects } = diagnose(pasted, 'en')
      assert.equal(suspects[0]?.finding.id, first, suspects.map(({ finding, score }) => `${finding.id} ${score}`).join(', '))
      const scores = suspects.map(({ score }) => score)
      assert.deepEqual(scores, scores.toSorted((a, b) => b - a))
      assert.ok(scores.length <= 5 && scores.every(score => score > 0 && score <= 1))
    })
  }
  test(`${name}: no text is in the table twice`, () => assert.equal(new Set(table.map(([pasted]) => pasted)).size, table.length))
}
