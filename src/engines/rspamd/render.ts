/**
 * Every file of the private rspamd, as text. Pure.
 * Debian's own /etc/rspamd/rspamd.conf is read, never written: the stock rules, with our `local.d` and `override.d` in the place of those beside it.
 */
import { join } from 'node:path'
import type { EngineSettings, RenderedFile } from '../engine.ts'
import { localFiles } from './local-d.ts'
import { overrideFiles } from './override-d.ts'
import { rspamdPaths } from './paths.ts'

/** Renders what lies under `etc/local.d` and `etc/override.d`. */
export const renderRspamd = (settings: EngineSettings): RenderedFile[] => {
  const { config } = rspamdPaths(settings.home)
  const under = (directory: string, files: Readonly<Record<string, readonly string[]>>): RenderedFile[] =>
    Object.entries(files).map(([name, lines]) => ({ path: join(config, directory, name), content: `${lines.join('\n')}\n`, mode: 0o644 }))
  return [...under('local.d', localFiles(settings)), ...under('override.d', overrideFiles(settings))]
}
