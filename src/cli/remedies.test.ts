import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Command } from 'commander'
import type { Attempt } from '../actions/read-attempts.ts'
import { homeAt } from '../base/home.ts'
import { sampleFindings } from '../core/causes/samples.ts'
import { programOf } from './main.ts'
import { remedyOf } from './remedies.ts'

const attempt = { ref: 'K7Q2-9F', mailbox: 'hana@example.jp' } as Attempt
const of = (cause: string, facts: object): string | null => remedyOf({ ...attempt, cause, facts: facts as Attempt['facts'] })

const commands = new Set((function paths(command: Command, path: readonly string[]): string[] {
  return [path.join(' '), ...command.commands.flatMap(child => paths(child, [...path, child.name()]))]
})(programOf({ language: 'en', home: homeAt('/h'), exitCode: 0 }), ['./todoku']))

test('every remedy is a command that there is', () => {
  const lines = sampleFindings.flatMap(({ id, facts }) => of(id, facts) ?? [])
  assert.ok(lines.length >= 18)
  for (const line of lines) {
    const words = line.split(' ')
    assert.ok(commands.has(words.slice(0, 3).join(' ')) || ['./todoku status', './todoku reload'].includes(line), line)
  }
})

test('a remedy is made of the facts', () => {
  assert.equal(of('network.country-blocked', {}), './todoku pass me K7Q2-9F')
  assert.equal(of('identity.protocol-off', { mailbox: 'hana@example.jp', protocol: 'pop3' }), './todoku mailbox protocols hana@example.jp --pop3 on')
  assert.equal(of('transport.tls-required', { port: 143, exposed: true }), './todoku mailbox passwd hana@example.jp')
})

test('what a stranger sent never becomes a part of a command that a shell or we read otherwise', () => {
  for (const login of ['$(reboot)@example.jp', 'a b@example.jp', "a'@example.jp", '--yes@example.jp', '-n@example.jp', 'a;b@example.jp', 'a\nb@example.jp', '`id`@example.jp', 'all', '']) {
    assert.equal(of('network.throttled', { login }), null, login)
    if (login !== 'all') assert.equal(of('identity.no-such-mailbox', { login }), null, login)
  }
})

test('no remedy where nothing has one, or the facts are of another release', () => {
  assert.equal(of('transport.tls-required', { port: 143, exposed: false }), null)
  assert.equal(of('mechanism.ntlm', { mechanism: 'NTLM' }), null)
  assert.equal(of('future.cause', {}), null)
  assert.equal(of('credential.mismatch', {}), null)
})
