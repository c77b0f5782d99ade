/** Errors as RFC 9457 problems: `application/problem+json`. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'

const titles: Readonly<Record<number, string>> = { 400: 'Bad request', 404: 'Not found', 405: 'Method not allowed', 413: 'Content too large', 415: 'Unsupported media type', 503: 'Unavailable' }

const send = (reply: FastifyReply, status: number, detail?: string): FastifyReply =>
  reply
    .code(status)
    .type('application/problem+json')
    .send({ type: 'about:blank', title: titles[status] ?? 'Internal error', status, ...(detail === undefined ? {} : { detail }) })

/** For addresses that nothing answers. */
export const notFound = (_request: FastifyRequest, reply: FastifyReply): FastifyReply => send(reply, 404)

/** For everything thrown: what the client did wrong is told, what we did wrong is only logged. */
export const failed = (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const status = error.statusCode ?? 500
  if (status < 500) return send(reply, status, error.message)
  request.log.error({ error }, 'a request ended in a fault')
  return send(reply, status)
}
