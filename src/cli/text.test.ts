import assert from 'node:assert/strict'
import { test } from 'node:test'
import { widthOf } from '../base/width.ts'
import { pairs, wrapped } from './text.ts'

test('text is broken between words, and between Japanese characters', () => {
  assert.deepEqual(wrapped('one two  three', 8), ['one two', 'three'])
  assert.deepEqual(wrapped('サインインの記録', 10), ['サインイン', 'の記録'])
  assert.deepEqual(wrapped('新しいパスワード', 12), ['新しい', 'パスワード'])
  assert.deepEqual(wrapped('', 10), [''])
})

test('what may not begin or end a line does not', () => {
  for (const text of ['サインイン。もう一度', 'hana@example.jpの「パスワード」が違います', 'アプリ（iPhone）を更新してください']) {
    for (let width = 18; width < 40; width++) {
      for (const line of wrapped(text, width)) {
        assert.doesNotMatch(line, /^[、。」）ーッ]|[「（]$/, `${width}: ${line}`)
        assert.ok(widthOf(line) <= width, `${width}: ${line}`)
      }
    }
  }
})

test('a word that is longer than the line stays whole', () => {
  assert.deepEqual(wrapped('a hana@example.jp b', 6), ['a', 'hana@example.jp', 'b'])
})

test('values hang beside their names; commands stay in one piece, and so does everything where nobody looks', () => {
  const list = [['why', 'it is too long for one line'], ['対処', './todoku mailbox passwd hana@example.jp']] as const
  assert.equal(pairs(list, 32), 'why   it is too long for one\n      line\n対処  ./todoku mailbox passwd hana@example.jp')
  assert.equal(pairs(list, null), 'why   it is too long for one line\n対処  ./todoku mailbox passwd hana@example.jp')
  assert.equal(pairs(list, 20), pairs(list, null))
})
