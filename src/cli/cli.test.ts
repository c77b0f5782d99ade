import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import type { Command } from 'commander'
import { homeAt } from '../base/home.ts'
import { completionFor } from './completion.ts'
import { programOf } from './main.ts'
import { widthOf } from '../base/width.ts'
import { pairs, printable, table } from './text.ts'

const programIn = (language: 'ja' | 'en'): Command => programOf({ language, home: homeAt('/h'), exitCode: 0 })

const paths = (command: Command, path = ''): string[] => [path, ...command.commands.flatMap(child => paths(child, `${path} ${child.name()}`))]

test('every command is described in Japanese and in English', () => {
  const inJapanese = (command: Command): void => {
    for (const child of command.commands) {
      assert.match(child.description(), /[\u3041-\u30ff\u4e00-\u9fff]/, child.name())
      for (const option of child.options) assert.match(option.description, /[\u3041-\u30ff\u4e00-\u9fff]|SMTP|IMAP|POP3/, `${child.name()} ${option.flags}`)
      inJapanese(child)
    }
  }
  inJapanese(programIn('ja'))
  for (const language of ['ja', 'en'] as const) {
    assert.ok(programIn(language).commands.every(child => child.description() !== ''))
  }
  assert.deepEqual(paths(programIn('ja')), paths(programIn('en')))
})

const completed = (words: readonly string[]): string[] => {
  const script = `${completionFor('bash', programIn('en'))}\nCOMP_WORDS=(todoku ${words.map(word => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}; _todoku; echo "\${COMPREPLY[*]}"`
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim().split(/\s+/)
}

test('bash completes commands below commands, and options', () => {
  assert.deepEqual(completed(['mai']), ['mailbox'])
  assert.deepEqual(completed(['mailbox', 'forward', '']), ['add', 'remove', 'list', 'keep-copy'])
  assert.ok(completed(['mailbox', 'add', 'taro@example.jp', '--pass']).includes('--password-stdin'))
})

test('the scripts name every command', () => {
  for (const shell of ['bash', 'zsh', 'fish'] as const) {
    const script = completionFor(shell, programIn('ja'))
    for (const path of paths(programIn('ja'))) assert.ok(script.includes(`'${path.trim()}'`), `${shell}: ${path}`)
  }
})

test('tables line up in Japanese, and nothing of a stranger moves the cursor', () => {
  assert.equal(widthOf('日本語ab'), 8)
  assert.equal(table(['名前', 'x'], [['a', '1'], ['山田商店', '2']]), '名前      x\na         1\n山田商店  2')
  assert.equal(pairs([['名', 'a'], ['name', 'b']]), '名    a\nname  b')
  assert.equal(printable('a\u001b[2Jb\u202ec'), 'a\ufffd[2Jb\ufffdc')
})
