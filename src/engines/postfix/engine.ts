/**
 * Postfix as the supervisor sees it: a private instance that takes mail from strangers, from those who signed in at the edge, and from Dovecot.
 * Owns the queue. Does not own mailboxes (Dovecot), judgement of spam and signatures (rspamd), or sign-in (the edge).
 */
import { join } from 'node:path'
import { type Endpoint, formatEndpoint } from '../../base/config.ts'
import type { Engine, EngineSettings } from '../engine.ts'
import { writeFiles } from '../files.ts'
import { postfixCommand, preparePostfix } from './apply.ts'
import { postfixPaths } from './paths.ts'
import { greetingOf } from './probe.ts'
import { readPostfixFacts } from './read.ts'
import { renderPostfix } from './render.ts'

const everywhere: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }

const reachable = ({ address, port }: Endpoint): { host: string; port: number } => ({ host: everywhere[address] ?? address, port })

const unready = async ({ config, home }: EngineSettings): Promise<string | null> => {
  const places = [...config.listen.smtp.slice(0, 1).map(reachable), { path: postfixPaths(home).submission }]
  for (const place of places) {
    const name = 'path' in place ? place.path : `${place.host} port ${place.port}`
    try {
      const greeting = await greetingOf(place)
      if (!greeting.startsWith('220')) return `Postfix at ${name} says "${greeting}"`
    } catch (error) {
      return `Postfix at ${name} does not answer: ${(error as Error).message}`
    }
  }
  return null
}

/** The engine for these settings. */
export const postfix = (settings: EngineSettings): Engine => ({
  name: 'postfix',
  // pgsql_table(5) waits a minute before it asks a database again that was away.
  // What waits for Dovecot need not wait for the next run of the queue either.
  reloadAfter: ['postgres', 'dovecot'],
  ports: () => [...settings.config.listen.smtp.map(formatEndpoint), 'unix'],
  prepare: () => preparePostfix(settings),
  program: () => ({
    command: join(readPostfixFacts().daemonDirectory, 'master'),
    // -s: in the foreground, in a process group of its own.
    args: ['-c', postfixPaths(settings.home).config, '-s'],
    stopSignal: 'SIGTERM',
    stopSeconds: 10,
  }),
  unready: () => unready(settings),
  reload: async () => {
    writeFiles(renderPostfix(settings, readPostfixFacts()))
    await postfixCommand(settings, 'reload')
    await postfixCommand(settings, 'flush')
  },
})
