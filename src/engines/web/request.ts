/** One GET on a connection that stands already, and its answer: no cookies, no credentials, no second request. */
import { type IncomingHttpHeaders, request } from 'node:http'
import type { Socket } from 'node:net'
import type { FetchFailure } from '../../core/ownership/web.ts'
import { no, type Result, yes } from '../../core/values/result.ts'
import { readBody } from './body.ts'
import { codeOf, onAbort, tooLate, type Trouble } from './trouble.ts'

export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly bytes: Buffer
  /** False: there is more, which was not read. */
  readonly isWhole: boolean
}

/** Names of Node's errors, of its HTTP parser and of zlib. `isInside` is whether the answer had begun. */
const whyFailed = (code: string, isInside: boolean): FetchFailure => {
  if (code === 'ETIMEDOUT') return 'timeout'
  if (code === 'HPE_HEADER_OVERFLOW') return 'too-big'
  if (isInside && /^(ECONNRESET|EPIPE|ERR_STREAM_PREMATURE_CLOSE|Z_BUF_ERROR|HPE_INVALID_EOF_STATE)$/.test(code)) return 'cut'
  if (/^(ECONNRESET|EPIPE)$/.test(code)) return 'reset'
  return 'not-http'
}

/**
 * Asks for a page.
 * @param most bytes of its body that are read
 * @returns the reply, its body perhaps only begun
 */
export const get = (socket: Socket, url: URL, userAgent: string, most: number, signal: AbortSignal): Promise<Result<Reply, Omit<Trouble, 'address'>>> =>
  new Promise(resolve => {
    let isInside = false
    const asked = request({
      createConnection: () => socket,
      host: url.hostname,
      path: `${url.pathname}${url.search}`,
      headers: { Host: url.host, 'User-Agent': userAgent, Accept: 'text/html, text/plain, */*;q=0.5', 'Accept-Encoding': 'identity', Connection: 'close' },
    })
    const forget = onAbort(signal, () => asked.destroy(tooLate()))
    const end = (result: Result<Reply, Omit<Trouble, 'address'>>): void => {
      forget()
      socket.destroy()
      resolve(result)
    }
    const fail = (error: Error): void => end(no({ why: signal.aborted ? 'timeout' : whyFailed(codeOf(error), isInside), detail: error.message }))
    asked.on('error', fail)
    asked.on('upgrade', () => fail(new Error('the server wants another protocol')))
    asked.on('response', message => {
      isInside = true
      readBody(message, most).then(body => end(yes({ status: message.statusCode ?? 0, headers: message.headers, ...body })), fail)
    })
    asked.end()
  })
