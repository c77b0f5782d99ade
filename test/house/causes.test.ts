/** The catalogue of causes is complete, plain, short enough to be read, and docs/causes.md says the same. */
import assert from 'node:assert/strict'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { explain } from '../../src/core/causes/index.ts'
import type { Explanation, Language } from '../../src/core/causes/define.ts'
import { sampleFindings } from '../../src/core/causes/samples.ts'
import { causesDocument } from './causes-document.ts'

const root = join(import.meta.dirname, '../..')
const path = join(root, 'docs/causes.md')
const texts = (language: Language): (readonly [id: string, said: Explanation])[] => sampleFindings.map(finding => [finding.id, explain(finding, language)])

test('docs/causes.md is what the catalogue says', () => {
  const wanted = causesDocument()
  if (process.env['TODOKU_GOLDEN'] === 'write') writeFileSync(path, wanted)
  assert.ok(readFileSync(path, 'utf8') === wanted, 'docs/causes.md is not in step: TODOKU_GOLDEN=write ./todoku test house')
})

test('every cause is in the document once', () => {
  for (const { id } of sampleFindings) assert.equal(causesDocument().split(`### \`${id}\``).length, 2, id)
})

test('ids are unique: each is written in one file, once', () => {
  const written = globSync('src/core/causes/*.ts', { cwd: root })
    .filter(file => !/(samples|notes|\.test)\.ts$/.test(file))
    .flatMap(file => [...readFileSync(join(root, file), 'utf8').matchAll(/^ {2}'([a-z]+\.[a-z-]+)': cause/gm)].map(([, id]) => id!))
  assert.deepEqual(written.toSorted(), sampleFindings.map(({ id }) => id).toSorted())
  assert.equal(new Set(written).size, written.length)
})

/** Letters that fit a line of the panel, a mail, and a terminal without being scrolled. A Japanese letter is as wide as two. */
const longest: Readonly<Record<Language, Readonly<Record<keyof Explanation, number>>>> = {
  en: { title: 70, why: 360, fix: 300, evidence: 200, wrongIf: 160 },
  ja: { title: 40, why: 190, fix: 180, evidence: 100, wrongIf: 90 },
}
for (const language of ['ja', 'en'] as const) {
  test(`${language}: no text is longer than fits`, () => {
    for (const [id, said] of texts(language)) {
      for (const [part, most] of Object.entries(longest[language])) {
        const { length } = [...said[part as keyof Explanation]]
        assert.ok(length <= most, `${id} ${part}: ${length} letters of ${most}`)
      }
    }
  })

  test(`${language}: no two causes have the same title`, () => {
    const titles = texts(language).map(([, { title }]) => title)
    assert.deepEqual(titles.filter((title, at) => titles.indexOf(title) !== at), [])
  })
}

/** The words that a fix may begin with: each tells the reader to do one thing. */
const verbs =
  'Add|Ask|Change|Check|Choose|Clear|Close|Copy|Correct|Create|Delete|Empty|Enter|Have|Ignore|Leave|Let|Lift|Look|Open|Publish|Prove|Remove|Renew|Replace|Resume|Send|Set|Share|Sign|Switch|Turn|Try|Type|Update|Upload|Use|Wait'
test('en: a fix begins with a verb; sentences are plain ASCII, so that they can go over the wire', () => {
  for (const [id, { title, why, fix, evidence, wrongIf }] of texts('en')) {
    assert.match(fix, new RegExp(`^(${verbs})\\b`), id)
    for (const text of [why, fix, evidence, wrongIf]) assert.match(text, /[.)"]$/, id)
    assert.doesNotMatch(title, /[.!]$/, id)
    if (id !== 'envelope.unicode-address') for (const text of [title, why, fix, evidence, wrongIf]) assert.match(text, /^[\x20-\x7e]+$/, `${id}: ${text}`)
  }
})

test('ja: a fix asks politely for one thing to be done; no text is without Japanese; Japanese marks are used', () => {
  for (const [id, said] of texts('ja')) {
    assert.match(said.fix, /(ください|ましょう|かまいません)/, id)
    for (const [part, text] of Object.entries(said)) {
      assert.match(text, /[ぁ-んァ-ヶ一-龠]/, `${id} ${part}`)
      assert.doesNotMatch(text, /[ぁ-んァ-ヶ一-龠][,.!?]( |$)/, `${id} ${part}: ${text}`)
    }
    for (const text of [said.fix, said.evidence, said.wrongIf]) assert.match(text, /。$/, `${id}: ${text}`)
    assert.doesNotMatch(said.title, /[。]$/, id)
  }
})

test('nobody is blamed: no text calls its reader wrong, stupid or careless', () => {
  for (const language of ['ja', 'en'] as const) {
    for (const [id, said] of texts(language)) assert.doesNotMatch(Object.values(said).join(' '), /your fault|you failed|your mistake|illegal|invalid user|あなたのミス|不正な利用者|不正なユーザー/i, id)
  }
})
