/** What rspamd is given, on Debian 12 (3.4) and 13 (3.12): the same text; a setting that only one of them has, the other passes over. */
import { join } from 'node:path'
import { test } from 'node:test'
import { renderRspamd } from '../../../src/engines/rspamd/render.ts'
import { assertGolden, goldenSettings } from '../compare.ts'

for (const [name, config] of Object.entries({ defaults: {}, 'own-resolver': { resolver: { address: '[2001:db8::53]:53' } } })) {
  test(`rspamd, ${name}`, () => {
    const settings = goldenSettings(config)
    assertGolden(join(import.meta.dirname, name), settings.home.engine('rspamd'), renderRspamd(settings))
  })
}
