/** Every file of the private Dovecot, as text. Pure: settings and facts in, files out. */
import type { EngineSettings, RenderedFile } from '../engine.ts'
import { config23, sql23 } from './config-23.ts'
import { dovecotPaths } from './paths.ts'
import type { DovecotFacts } from './read.ts'
import { beforeScript } from './sieve.ts'

/** Renders dovecot.conf, what belongs to it, and the Sieve script before everybody's own. */
export const renderDovecot = (settings: EngineSettings, facts: DovecotFacts): RenderedFile[] => {
  const { config, sql, before } = dovecotPaths(settings.home)
  return [
    { path: config, content: config23(settings, facts), mode: 0o600 },
    { path: sql, content: sql23(settings, facts), mode: 0o600 },
    { path: before, content: beforeScript(), mode: 0o644 },
  ]
}
