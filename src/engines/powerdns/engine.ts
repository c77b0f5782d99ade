/**
 * PowerDNS as the supervisor sees it: a private instance that answers for our domains' zones, with its own tables in our PostgreSQL.
 * Owns the keys that zones are signed with and what is answered. What the zones hold is the store's; `publish-zones` brings it here by the API.
 */
import { formatEndpoint } from '../../base/config.ts'
import type { Engine, EngineSettings } from '../engine.ts'
import { openPowerdns } from './api.ts'
import { preparePowerdns } from './apply.ts'
import { powerdnsPaths, powerdnsUser } from './paths.ts'
import { nameServerAnswers } from './probe.ts'
import { powerdnsProgram } from './read.ts'

const unready = async ({ config, secrets }: EngineSettings): Promise<string | null> => {
  const [endpoint] = config.listen.dns
  try {
    if (endpoint) await nameServerAnswers(endpoint)
    await openPowerdns(config.behind.powerdns, secrets.powerdnsApi).version()
    return null
  } catch (error) {
    return `PowerDNS does not answer: ${(error as Error).message}`
  }
}

/**
 * The engine for these settings.
 * @param restart ends it so that it is started again: it reads its file only at the start
 */
export const powerdns = (settings: EngineSettings, restart: () => void): Engine => ({
  name: 'powerdns',
  ports: () => settings.config.listen.dns.map(formatEndpoint),
  prepare: async () => void (await preparePowerdns(settings)),
  program: () => ({
    command: powerdnsProgram,
    args: [`--config-dir=${powerdnsPaths(settings.home).config}`],
    user: powerdnsUser,
    opensLowPorts: true,
    stopSignal: 'SIGTERM',
    stopSeconds: 10,
  }),
  unready: () => unready(settings),
  reload: async () => {
    // A start takes it a fraction of a second, in which resolvers ask again or elsewhere; unchanged, it is left alone.
    if (await preparePowerdns(settings)) restart()
  },
})
