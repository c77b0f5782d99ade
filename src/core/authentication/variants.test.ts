import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mostVariants, variantsOf } from './variants.ts'

const mailbox = 'hana@example.jp'
const latin1 = (bytes: readonly number[]): string => Buffer.from(bytes).toString('latin1')

/** What arrived, what the right one is, and what that shows. */
const table: readonly (readonly [arrived: string, candidate: string | null, id: string, facts?: object])[] = [
  ['sakura-2026 ', 'sakura-2026', 'credential.surrounding-space', { where: 'trailing', character: 'space' }],
  [' sakura-2026', 'sakura-2026', 'credential.surrounding-space', { where: 'leading', character: 'space' }],
  ['\u00a0sakura-2026 ', 'sakura-2026', 'credential.surrounding-space', { where: 'both', character: 'no-break space' }],
  ['sakura-2026\n', 'sakura-2026', 'credential.surrounding-space', { where: 'trailing', character: 'newline' }],
  ['sakura-2026\u3000', 'sakura-2026', 'credential.surrounding-space', { where: 'trailing', character: 'full-width space' }],
  ['\u2060sakura-2026', 'sakura-2026', 'credential.surrounding-space', { where: 'leading', character: 'invisible character' }],
  ['ｓａｋｕｒａ－２０２６', 'sakura-2026', 'credential.full-width'],
  ['sAKURA-2026', 'Sakura-2026', 'credential.caps-lock'],
  ['Sakura-2026', 'sakura-2026', 'credential.caps-lock'],
  // さくら in Shift_JIS.
  [latin1([0x82, 0xb3, 0x82, 0xad, 0x82, 0xe7]), 'さくら', 'credential.other-charset', { charset: 'Shift_JIS' }],
  [Buffer.from('さくら').toString('latin1'), 'さくら', 'credential.other-charset', { charset: 'UTF-8, encoded twice' }],
  ['sakura-2026123456', 'sakura-2026', 'credential.totp-appended'],
  ['sakura-2026 123456', 'sakura-2026', 'credential.totp-appended'],
  ['123456', null, 'credential.totp-alone'],
  ['123 456', null, 'credential.totp-alone'],
]
for (const [arrived, candidate, id, facts = {}] of table) {
  test(`variants: ${JSON.stringify(arrived)} shows ${id}`, () => {
    const found = variantsOf(arrived, mailbox).find(variant => variant.candidate === candidate)
    assert.deepEqual(found?.finding, { id, facts: { mailbox, ...facts } })
  })
}

test('variants: a password that could be meant in no other way has none', () => {
  assert.deepEqual(variantsOf('2026-2027-20', mailbox), [])
})

test('variants: blanks alone are not the empty password', () => {
  assert.deepEqual(
    variantsOf('   ', mailbox).map(({ candidate }) => candidate),
    [],
  )
})

test('variants: at most six, never the password itself, never one twice', () => {
  const parts = fc.constantFrom(' ', '\u00a0', 'a', 'A', 'ａ', '1', '123456', '\u0082', '\u00b3', 'é', '漢')
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 12 }).map(texts => texts.join('')), password => {
      const candidates = variantsOf(password, mailbox).flatMap(({ candidate }) => candidate ?? [])
      assert.ok(variantsOf(password, mailbox).length <= mostVariants)
      assert.ok(!candidates.includes(password))
      assert.equal(new Set(candidates).size, candidates.length)
    }),
    { numRuns: 2000 },
  )
})
