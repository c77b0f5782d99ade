/** The process `api`: binds its ports as root, then lives as the user for mail. */
import { createServer, type Server } from 'node:http'
import { dropTo, mailUser } from '../base/accounts.ts'
import { type Endpoint, formatEndpoint, readConfig } from '../base/config.ts'
import type { Home } from '../base/home.ts'
import { newLog } from '../base/log.ts'
import { onShutdown } from '../base/shutdown.ts'
import { apiServer } from './server.ts'

const graceMs = 5_000
/** Whoever sends more slowly than this has a broken line or bad intentions. */
const requestTimeoutMs = 15_000

const bind = (server: Server, { address, port }: Endpoint): Promise<Server> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: address, port, ipv6Only: true }, () => resolve(server))
  })

const close = (server: Server): Promise<void> =>
  new Promise(resolve => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })

/** Runs the process until it is asked to end. @throws Error when a port cannot be bound */
export const startApi = async (home: Home): Promise<void> => {
  const config = readConfig(home)
  const log = newLog('api', config.log.level)
  const app = apiServer(config, log)
  await app.ready()
  const servers: Server[] = []
  for (const endpoint of config.listen.api) {
    servers.push(await bind(createServer({ requestTimeout: requestTimeoutMs, headersTimeout: requestTimeoutMs }, (request, response) => app.routing(request, response)), endpoint))
    log.info({ listen: formatEndpoint(endpoint) }, 'listening')
  }
  dropTo(mailUser)
  onShutdown(async () => {
    await Promise.all(servers.map(close))
    await app.close()
  }, graceMs)
}
