/** The web hosting that a customer is moving away from: sites by name, each answering as it was told to, with a certificate as good or bad as wanted. */
import { mkdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { join } from 'node:path'
import { createSecureContext, type SecureContext } from 'node:tls'
import type { Authority, Certificate } from '../authority.ts'
import { oldWeb } from '../places.ts'
import { run } from '../process.ts'
import type { Page } from './pages.ts'

export type CertificateState = 'good' | 'wrong-name' | 'expired' | 'self-signed'

export interface Site {
  readonly http?: Page
  readonly https?: Page
  /** Of the name and of www. in front of it; good when left out. */
  readonly certificate?: CertificateState
}

/** A request that reached it. */
export interface Hit {
  readonly host: string
  readonly url: string
  readonly userAgent: string
  readonly secure: boolean
}

export interface OldWeb {
  /** Sets up a site for a name and for www. in front of it, in the place of the one before. A page for every path; what is left out answers 404. */
  site(name: string, site: Site): Promise<void>
  /** Requests for a name, the first one first. */
  hits(name: string): Hit[]
  stop(): Promise<void>
}

const selfSigned = async (name: string, directory: string): Promise<Certificate> => {
  mkdirSync(directory, { recursive: true })
  const certificate = { cert: join(directory, 'cert.pem'), key: join(directory, 'key.pem') }
  const { ok, output } = await run('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', certificate.key, '-out', certificate.cert, '-days', '2', '-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name},DNS:www.${name}`])
  if (!ok) throw new Error(`openssl req: ${output.trim()}`)
  return certificate
}

const certify = (authority: Authority, name: string, state: CertificateState, directory: string): Promise<Certificate> => {
  switch (state) {
    case 'good':
      return authority.issue([name, `www.${name}`], directory)
    case 'wrong-name':
      return authority.issue(['www12.example.com', 'example.com'], directory)
    case 'expired':
      return authority.issue([name, `www.${name}`], directory, '-10d')
    case 'self-signed':
      return selfSigned(name, directory)
  }
}

const contextOf = ({ cert, key }: Certificate): SecureContext => createSecureContext({ cert: readFileSync(cert), key: readFileSync(key) })

const bare = (host: string): string => host.toLowerCase().replace(/:\d+$/, '').replace(/^www\./, '')

const listening = (server: Server, port: number, address: string): Promise<void> => new Promise(resolve => void server.listen(port, address, resolve))

const closed = (server: Server): Promise<void> =>
  new Promise(resolve => {
    server.closeAllConnections()
    server.close(() => resolve())
  })

/** Opens it, without any site. @param directory its own, for certificates */
export const openOldWeb = async (authority: Authority, directory: string): Promise<OldWeb> => {
  const sites = new Map<string, Site>()
  const contexts = new Map<string, SecureContext>()
  const seen: Hit[] = []
  const fallback = await authority.issue(['www12.example.com'], join(directory, 'fallback'))
  const answering = (secure: boolean): Page => (request, response) => {
    const host = bare(request.headers.host ?? '')
    seen.push({ host, url: request.url ?? '', userAgent: request.headers['user-agent'] ?? '', secure })
    const page = sites.get(host)?.[secure ? 'https' : 'http']
    response.on('error', () => {})
    if (page) page(request, response)
    else response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>404 Not Found</h1>')
  }
  const secureServer = (): Server =>
    createSecureServer(
      { cert: readFileSync(fallback.cert), key: readFileSync(fallback.key), SNICallback: (name, callback) => callback(null, contexts.get(bare(name))) },
      answering(true),
    )
  const servers = [createServer(answering(false)), createServer(answering(false)), secureServer(), secureServer()] as const
  for (const server of servers) server.on('clientError', (_, socket) => socket.destroy())
  await Promise.all([
    listening(servers[0], 80, oldWeb.address),
    listening(servers[1], 80, oldWeb.plainOnly),
    listening(servers[2], 443, oldWeb.address),
    listening(servers[3], 443, oldWeb.secureOnly),
  ])
  let number = 0
  return {
    site: async (name, site) => {
      if (site.https) contexts.set(name, contextOf(await certify(authority, name, site.certificate ?? 'good', join(directory, `site-${++number}`))))
      sites.set(name, site)
    },
    hits: name => seen.filter(({ host }) => host === name),
    stop: async () => void (await Promise.all(servers.map(closed))),
  }
}
