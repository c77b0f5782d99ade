/** What web sites answer: the token as it should be, and all that people find in its place. A page answers one request. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'

export type Page = (request: IncomingMessage, response: ServerResponse) => void

const html = { 'content-type': 'text/html; charset=UTF-8' }
const plain = { 'content-type': 'text/plain' }

/** A plain answer. */
export const answer =
  (status: number, body: string, headers: Readonly<Record<string, string>> = html): Page =>
  (_, response) => {
    response.writeHead(status, headers).end(body)
  }

/** The token and nothing else, as the file has it that is to be downloaded. */
export const holding = (token: string): Page => answer(200, `${token}\n`)

/** Sends on; with `{path}` in it, to the path that was asked for. */
export const redirect =
  (to: string, status = 301): Page =>
  (request, response) => {
    response.writeHead(status, { location: to.replace('{path}', request.url ?? '/') }).end()
  }

/** The bare name sends on to www., which has the page. */
export const onWww =
  (name: string, page: Page): Page =>
  (request, response) =>
    (request.headers.host?.startsWith('www.') ? page : redirect(`http://www.${name}{path}`))(request, response)

/** From one to the next, for ever. */
export const redirectLoop: Page = (request, response) => {
  const turn = Number(/turn=(\d+)/.exec(request.url ?? '')?.[1] ?? 0) + 1
  response.writeHead(302, { location: `/webauth.html?turn=${turn}` }).end()
}

/** The front page of a blog, whatever was asked for. */
export const wordpress: Page = answer(
  200,
  `<!DOCTYPE html><html lang="ja"><head><title>すみれ生花店</title><meta name="generator" content="WordPress 6.8.2" />
<link rel="stylesheet" href="/wp-content/themes/twentytwentyfive/style.css" /></head><body class="home blog wp-theme"><h1>すみれ生花店</h1></body></html>`,
  { ...html, link: '</wp-json/>; rel="https://api.w.org/"' },
)

/** A CDN that wants to see a browser first. */
export const challenge: Page = answer(
  403,
  '<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title></head><body><script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script></body></html>',
  { ...html, server: 'cloudflare', 'cf-mitigated': 'challenge' },
)

/** What stands at a name that nobody uses. */
export const parking: Page = answer(
  200,
  '<!DOCTYPE html><html><head><title>This domain is parked</title></head><body><p>This domain is parked free of charge. Buy this domain.</p></body></html>',
)

/** Promises more than comes, and breaks off. */
export const cutOff =
  (token: string): Page =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': '4096' })
    response.write(token.slice(0, 12), () => void setTimeout(() => response.destroy(), 50))
  }

/** Bytes without an end. */
export const huge: Page = (_, response) => {
  response.writeHead(200, plain)
  const chunk = 'x'.repeat(65_536)
  const more = (): void => {
    while (response.writable && !response.destroyed && response.write(chunk));
  }
  response.on('drain', more).on('error', () => {})
  more()
}

let bomb: Buffer | null = null

/** Few bytes that unpack to very many: 64 MB of the same letter. */
export const gzipBomb: Page = (_, response) => {
  bomb ??= gzipSync(Buffer.alloc(64 * 1024 * 1024, 'a'))
  response.writeHead(200, { ...plain, 'content-encoding': 'gzip', 'content-length': String(bomb.length) }).end(bomb)
}

/** A byte a second: never silent, never done. */
export const slowDrip: Page = (_, response) => {
  response.writeHead(200, html)
  const timer = setInterval(() => void response.write('.'), 1000)
  response.on('close', () => clearInterval(timer)).on('error', () => {})
}

/** Takes the request, and says nothing. */
export const mute: Page = () => {}
