/** Every file of the private Dovecot, as text. Pure: settings and facts in, files out. */
import type { EngineSettings, RenderedFile } from '../engine.ts'
import { config23, sql23 } from './config-23.ts'
import { config24 } from './config-24.ts'
import { dovecotPaths } from './paths.ts'
import { type DovecotFacts, is24 } from './read.ts'
import { beforeScript } from './sieve.ts'

/** Renders dovecot.conf, what belongs to it, and the Sieve script before everybody's own. */
export const renderDovecot = (settings: EngineSettings, facts: DovecotFacts): RenderedFile[] => {
  const { config, sql, before } = dovecotPaths(settings.home)
  const script = { path: before, content: beforeScript(), mode: 0o644 }
  return is24(facts.version)
    ? [{ path: config, content: config24(settings, facts), mode: 0o600 }, script]
    : [{ path: config, content: config23(settings, facts), mode: 0o600 }, { path: sql, content: sql23(settings, facts), mode: 0o600 }, script]
}
