/** Every file of the private Postfix, as text. Pure: settings and facts in, files out. */
import { join } from 'node:path'
import type { EngineSettings, RenderedFile } from '../engine.ts'
import { bounceCf } from './bounce-cf.ts'
import { mainCf } from './main-cf.ts'
import { renderMaps } from './maps.ts'
import { masterCf } from './master-cf.ts'
import { postfixPaths } from './paths.ts'
import type { PostfixFacts } from './read.ts'

/** Renders main.cf, master.cf, the bounce texts, Cyrus SASL's smtpd.conf and the maps. */
export const renderPostfix = (settings: EngineSettings, facts: PostfixFacts): RenderedFile[] => {
  const { config, sasl } = postfixPaths(settings.home)
  return [
    { path: join(config, 'main.cf'), content: mainCf(settings), mode: 0o644 },
    { path: join(config, 'master.cf'), content: masterCf(settings, facts), mode: 0o644 },
    { path: join(config, 'bounce.cf'), content: bounceCf(), mode: 0o644 },
    // smtpd insists on a mechanism wherever SASL is on, though it offers none there; no password is ever checked by it.
    { path: join(sasl, 'smtpd.conf'), content: 'pwcheck_method: auxprop\nauxprop_plugin: none\nmech_list: PLAIN\n', mode: 0o644 },
    ...renderMaps(settings),
  ]
}
