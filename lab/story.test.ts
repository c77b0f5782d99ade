import assert from 'node:assert/strict'
import { test } from 'node:test'
import { widthOf } from '../src/base/width.ts'
import { beginStory, holds, matches, oneLine, reader, silent } from './story.ts'

const both = (text: string) => ({ en: text, ja: `${text}（日本語）` })

test('a report counts what held and what did not, and keeps what came instead', async () => {
  const story = beginStory('tour', silent)
  assert.equal(await story.step(both('good'), '250', () => Promise.resolve('250 ok')), true)
  assert.equal(await story.step(both('bad'), '250', () => Promise.reject(new Error('550 5.1.1\r\n  nobody'))), false)
  const { lab, passed, failed, cases } = story.report()
  assert.deepEqual([lab, passed, failed], ['tour', 1, 1])
  assert.deepEqual(
    cases.map(({ ms, ...rest }) => ({ ...rest, timed: ms >= 0 })),
    [
      { name: 'good', ok: true, wanted: '250', got: '250 ok', timed: true },
      { name: 'bad', ok: false, wanted: '250', got: '550 5.1.1 | nobody', timed: true },
    ],
  )
})

test('without a terminal there are no control characters, and times stand in one column', async () => {
  let text = ''
  const audience = reader('ja', { write: part => void (text += part), isTerminal: false })
  const story = beginStory('tour', audience)
  story.chapter(both('one'))
  await story.step(both('short'), 'x', () => Promise.resolve('x'))
  await story.step({ en: 'x', ja: '日本語の長めの名前の手順' }, 'x', () => Promise.resolve('x'))
  audience.summary(story.report(), 1234)
  assert.ok(!text.includes('\r') && !text.includes('\u001b'))
  const widths = text
    .split('\n')
    .filter(line => line.includes('✓'))
    .map(widthOf)
  assert.equal(widths.length, 2)
  assert.equal(widths[0], widths[1])
  assert.match(text, /2 項目すべて成功 \(1\.2 s\)/)
})

test('a failed step says what was wanted and what came', async () => {
  let text = ''
  const audience = reader('en', { write: part => void (text += part), isTerminal: true })
  const story = beginStory('tour', audience)
  await story.step(both('step'), '250', () => Promise.reject(new Error('421')))
  audience.summary(story.report(), 10)
  assert.match(text, /✗/)
  assert.match(text, /wanted: 250\n +got: 421/)
  assert.match(text, /1 of 1 steps failed/)
})

test('conditions throw what came', () => {
  assert.equal(matches('250-x\r\n250 2.0.0 Ok', /2\.0\.0/), '2.0.0')
  assert.throws(() => matches('550 5.1.1', /^250/), { message: '550 5.1.1' })
  assert.throws(() => holds(false, 'what came'), { message: 'what came' })
  assert.doesNotThrow(() => holds(true, ''))
})

test('a long transcript keeps its beginning and its end', () => {
  const text = oneLine(`first\n${'x\n'.repeat(2000)}last`)
  assert.match(text, /^first \| x/)
  assert.match(text, /x \| last$/)
  assert.ok(text.length < 720)
})
