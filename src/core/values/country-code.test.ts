import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCountry } from './country-code.ts'

const read: readonly (readonly [text: string, code: string | null])[] = [
  ['TH', 'TH'],
  [' th ', 'TH'],
  ['ＴＨ', 'TH'],
  ['UK', 'GB'],
  ['Thailand', 'TH'],
  ['united states', 'US'],
  ['タイ', 'TH'],
  ['日本', 'JP'],
  ['アメリカ合衆国', 'US'],
  ['XX', null],
  ['EU', null],
  ['ZZ', null],
  ['European Union', null],
  ['Atlantis', null],
  ['T', null],
  ['', null],
]
for (const [text, code] of read) test(`the country "${text}" is ${code}`, () => assert.equal(parseCountry(text), code))
