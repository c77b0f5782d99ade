/** Our own processes as parts: `node src/main.ts edge` and its like. */
import { join } from 'node:path'
import { formatEndpoint, type Endpoint } from '../base/config.ts'
import type { Engine, EngineSettings, PartName } from '../engines/engine.ts'
import { listening } from './sockets.ts'

const main = join(import.meta.dirname, '../main.ts')

/** Which of the configuration's endpoints a process opens. */
const endpointsOf: Readonly<Partial<Record<PartName, (settings: EngineSettings) => readonly Endpoint[]>>> = {
  edge: ({ config: { listen } }) => [...listen.submissions, ...listen.submission, ...listen.imaps, ...listen.imap, ...listen.pop3s, ...listen.pop3],
  api: ({ config: { listen } }) => listen.api,
}

/** A process that opens no port has begun well when it has not ended by then. */
const settledMs = 1000

/** What a Node program may need of the operator's environment: where its own trust is, and how it reaches the world. */
const inherited = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => /^(NODE_|SSL_CERT|https?_proxy$|no_proxy$|LC_|LANG$)/i.test(entry[0]) && entry[1] !== undefined))

/**
 * A process of ours as the supervisor sees it. It is ready when it has lived a moment and its ports are open; looking costs it no connection.
 * @param takeUp makes the running process take up a new configuration
 */
export const ownProcess = (name: 'edge' | 'api' | 'worker', settings: EngineSettings, takeUp: () => void): Engine => {
  const endpoints = endpointsOf[name]?.(settings) ?? []
  let startedAt = 0
  return {
    name,
    ports: () => endpoints.map(formatEndpoint),
    prepare: async () => {
      startedAt = Date.now()
    },
    program: () => ({ command: process.execPath, args: [main, name], env: inherited(), stopSignal: 'SIGTERM', stopSeconds: 10 }),
    unready: async () => {
      if (Date.now() - startedAt < settledMs) return 'has just started'
      const open = new Set(listening().map(({ port }) => port))
      const closed = endpoints.filter(({ port }) => !open.has(port))
      return closed.length ? `does not listen yet on ${closed.map(formatEndpoint).join(', ')}` : null
    },
    reload: async () => takeUp(),
  }
}
