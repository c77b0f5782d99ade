/** The HTTP server: public facts only, so far; nothing here reads the database. */
import { createHash } from 'node:crypto'
import { fastify, type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { Config } from '../base/config.ts'
import type { Logger } from '../base/log.ts'
import { languageFor } from './accept-language.ts'
import { failed, notFound } from './problem.ts'
import { serverFacts } from './server-facts.ts'
import { style, welcomePage } from './welcome.ts'

const styleHash = createHash('sha256').update(style).digest('base64')

/** Nothing may be framed, guessed, loaded from elsewhere or told to elsewhere. */
const securityHeaders = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
} as const

const bodyLimit = 65_536

/** Makes the server; it does not listen yet. */
export const apiServer = (config: Config, log?: Logger): FastifyInstance => {
  const facts = serverFacts(config)
  const loggerInstance: FastifyBaseLogger | undefined = log
  // Who asked for which page is nobody's business: only faults are logged.
  const app = fastify({ bodyLimit, logController: new LogController({ disableRequestLogging: true }), ...(loggerInstance ? { loggerInstance } : {}) })
  app.addHook('onSend', async (_request, reply) => void reply.headers(securityHeaders))
  app.setNotFoundHandler(notFound)
  app.setErrorHandler(failed)
  app.get('/health', async () => ({ status: 'ok' }))
  app.get('/api/v1/server', async () => facts)
  app.get<{ Querystring: { lang?: unknown } }>('/', async (request, reply) => {
    const { lang } = request.query
    const language = languageFor(request.headers['accept-language'], typeof lang === 'string' ? lang : undefined)
    return reply.type('text/html; charset=utf-8').headers({ 'content-language': language, vary: 'accept-language' }).send(welcomePage(facts, language))
  })
  return app
}
