import assert from 'node:assert/strict'
import { test } from 'node:test'
import { homeAt } from '../base/home.ts'
import { unitOf } from './service.ts'

test('the unit starts the launcher in the foreground, comes back by itself, and stays away when told to stop', () => {
  const unit = unitOf(homeAt('/srv/mail'), '/opt/todoku/todoku')
  assert.match(unit, /^ExecStart="\/opt\/todoku\/todoku" up --kept$/m)
  assert.match(unit, /^Environment="TODOKU_HOME=\/srv\/mail"$/m)
  assert.match(unit, /^Restart=always$/m)
  assert.match(unit, /^RestartPreventExitStatus=0 78$/m)
  assert.match(unit, /^KillMode=mixed$/m)
})
