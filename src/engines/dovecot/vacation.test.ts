import assert from 'node:assert/strict'
import { test } from 'node:test'
import { homeAt } from '../../base/home.ts'
import { renderVacation, vacationPath } from './vacation.ts'

test('the script says subject, text and days, whatever they hold', () => {
  assert.equal(
    renderVacation({ subject: '休暇中 "です"', body: 'a\\b\n.\n"', days: 7 }),
    'require "vacation";\nvacation :days 7 :subject "休暇中 \\"です\\"" "a\\\\b\r\n.\r\n\\"";\n',
  )
})

test('a letter to an alias is answered too', () => {
  assert.match(renderVacation({ subject: 'a', body: 'b', days: 1, addresses: ['info@a.jp', 'sales@a.jp'] }), /:days 1 :addresses \["info@a\.jp", "sales@a\.jp"\] :subject/)
})

test('it lies beside the Maildir', () => {
  assert.equal(vacationPath(homeAt('/h'), { domain: 'a.jp', localPart: 'taro' }), '/h/mail/a.jp/taro/vacation.sieve')
})
