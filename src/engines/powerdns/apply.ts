/** Makes PowerDNS's directories and writes its file. */
import { chownSync, mkdirSync } from 'node:fs'
import { primaryGroupId, userId } from '../../base/accounts.ts'
import type { EngineSettings } from '../engine.ts'
import { writeFiles } from '../files.ts'
import { powerdnsPaths, powerdnsUser } from './paths.ts'
import { type PowerdnsFacts, readPowerdnsFacts } from './read.ts'
import { renderPowerdns } from './render.ts'

/** The first release that knows every setting that we write. */
const isKnown = ([major, minor]: PowerdnsFacts['version']): boolean => major > 4 || (major === 4 && minor >= 7)

/** Everything before a start. Safe to repeat. @returns whether its file changed @throws Error that says what is wrong */
export const preparePowerdns = async (settings: EngineSettings): Promise<boolean> => {
  const facts = await readPowerdnsFacts()
  if (!isKnown(facts.version)) throw new Error(`PowerDNS ${facts.version.join('.')} is too old; 4.7 or later is needed: apt-get update && apt-get install -y pdns-server pdns-backend-pgsql`)
  const { root, config, run } = powerdnsPaths(settings.home)
  for (const directory of [root, config, run]) mkdirSync(directory, { recursive: true, mode: 0o755 })
  chownSync(run, userId(powerdnsUser), primaryGroupId(powerdnsUser))
  return writeFiles(renderPowerdns(settings, facts)).length > 0
}
