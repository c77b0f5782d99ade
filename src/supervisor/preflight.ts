/** What must hold before anything starts. Every complaint comes at once, each with its fix. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, statfsSync } from 'node:fs'
import { createSocket } from 'node:dgram'
import { createServer, isIPv6 } from 'node:net'
import { join } from 'node:path'
import { ConfigError, type Config, type Endpoint, formatEndpoint, openedEndpoints, readConfig } from '../base/config.ts'
import type { Home } from '../base/home.ts'
import { partOf } from './leftovers.ts'
import { holderOf, type Holder, type Transport } from './sockets.ts'

/** One thing that stands in the way. */
export type Complaint =
  | { readonly kind: 'not-root' }
  | { readonly kind: 'config'; readonly message: string }
  | { readonly kind: 'already-running' }
  | { readonly kind: 'home-not-absolute'; readonly path: string }
  | { readonly kind: 'home-too-long'; readonly path: string; readonly most: number }
  | { readonly kind: 'home-not-writable'; readonly path: string; readonly why: string }
  | { readonly kind: 'disk-full'; readonly path: string; readonly freeMegabytes: number }
  | { readonly kind: 'no-inodes'; readonly path: string }
  | { readonly kind: 'clock'; readonly now: string }
  | { readonly kind: 'packages-missing'; readonly names: readonly string[] }
  | { readonly kind: 'packages-half'; readonly names: readonly string[] }
  | { readonly kind: 'port-taken'; readonly endpoint: string; readonly holder: Holder | null }
  | { readonly kind: 'no-such-address'; readonly endpoint: string }
  | { readonly kind: 'port-refused'; readonly endpoint: string; readonly why: string }

/** A UNIX socket's path holds 107 bytes (unix(7)); the longest that an engine makes below the home has 40. */
const longestHome = 107 - 40
const leastFreeMegabytes = 500
/** Nothing of ours existed before; a clock that says so breaks TLS, DKIM and one-time passwords. */
const earliest = Date.UTC(2025, 0, 1)

/** The packages of a list: one a line, `#` begins a comment. */
export const packagesIn = (path: string): string[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'))

const stateOfPackages = (names: readonly string[]): Map<string, string> => {
  let output = ''
  try {
    output = execFileSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch (error) {
    // Exit code 1 when one is unknown; the others are on standard output all the same.
    output = String((error as { stdout?: string }).stdout ?? '')
  }
  return new Map(output.split('\n').map(line => line.split(' ') as [string, string]))
}

const checkPackages = (): Complaint[] => {
  const names = packagesIn(join(import.meta.dirname, 'packages.txt'))
  const states = stateOfPackages(names)
  const half = names.filter(name => /^(half-|unpacked|triggers-)/.test(states.get(name) ?? ''))
  const missing = names.filter(name => states.get(name) !== 'installed' && !half.includes(name))
  return [
    ...(missing.length ? [{ kind: 'packages-missing', names: missing } as const] : []),
    ...(half.length ? [{ kind: 'packages-half', names: half } as const] : []),
  ]
}

const checkHome = (home: Home): Complaint[] => {
  if (!home.root.startsWith('/')) return [{ kind: 'home-not-absolute', path: home.root }]
  if (Buffer.byteLength(home.root) > longestHome) return [{ kind: 'home-too-long', path: home.root, most: longestHome }]
  try {
    mkdirSync(home.root, { recursive: true, mode: 0o755 })
  } catch (error) {
    return [{ kind: 'home-not-writable', path: home.root, why: (error as Error).message }]
  }
  const { bavail, bsize, ffree, files } = statfsSync(home.root)
  const freeMegabytes = Math.floor((bavail * bsize) / 1024 / 1024)
  return [
    ...(freeMegabytes < leastFreeMegabytes ? [{ kind: 'disk-full', path: home.root, freeMegabytes } as const] : []),
    // Some file systems count no inodes at all.
    ...(files > 0 && ffree < 1000 ? [{ kind: 'no-inodes', path: home.root } as const] : []),
  ]
}

const codeOf = (error: NodeJS.ErrnoException): string => error.code ?? error.message

const tcpErrorOf = ({ address, port }: Endpoint): Promise<string | null> =>
  new Promise(resolve => {
    const server = createServer()
    server.once('error', (error: Error) => resolve(codeOf(error)))
    server.listen({ host: address, port, ipv6Only: true }, () => server.close(() => resolve(null)))
  })

const udpErrorOf = ({ address, port }: Endpoint): Promise<string | null> =>
  new Promise(resolve => {
    const socket = createSocket({ type: isIPv6(address) ? 'udp6' : 'udp4', ipv6Only: isIPv6(address) })
    socket.once('error', error => resolve(codeOf(error)))
    socket.bind({ address, port, exclusive: true }, () => socket.close(() => resolve(null)))
  })

const checkEndpoint = async (endpoint: Endpoint, home: Home, transport: Transport): Promise<Complaint[]> => {
  const error = await (transport === 'udp' ? udpErrorOf : tcpErrorOf)(endpoint)
  const text = formatEndpoint(endpoint)
  // Without IPv6 in the kernel, "all IPv6 addresses" are none.
  if (error === null || (endpoint.address === '::' && (error === 'EAFNOSUPPORT' || error === 'EADDRNOTAVAIL'))) return []
  if (error === 'EADDRNOTAVAIL') return [{ kind: 'no-such-address', endpoint: text }]
  if (error !== 'EADDRINUSE') return [{ kind: 'port-refused', endpoint: text, why: error }]
  const holder = holderOf(endpoint.port, endpoint.address, transport)
  // Left behind by a supervisor of this home; it is ended before its part starts.
  if (holder && partOf(holder.pid, home.root) !== null) return []
  return [{ kind: 'port-taken', endpoint: text, holder }]
}

/** Name servers are asked by datagrams first of all; where somebody holds both, once is enough to say it. */
const checkPort = async (key: string, endpoint: Endpoint, home: Home): Promise<Complaint[]> => {
  const complaints = await checkEndpoint(endpoint, home, 'tcp')
  return complaints.length === 0 && key === 'listen.dns' ? checkEndpoint(endpoint, home, 'udp') : complaints
}

const checkPorts = async (home: Home, config: Config): Promise<Complaint[]> =>
  (await Promise.all(openedEndpoints(config).map(([key, endpoint]) => checkPort(key, endpoint, home)))).flat()

/**
 * Looks at everything.
 * @param isRunning another supervisor has this home: then its ports are rightly taken
 * @returns the complaints, and the configuration when it could be read
 */
export const preflight = async (home: Home, isRunning: boolean): Promise<{ complaints: Complaint[]; config: Config | null }> => {
  if (process.getuid?.() !== 0) return { complaints: [{ kind: 'not-root' }], config: null }
  if (isRunning) return { complaints: [{ kind: 'already-running' }], config: null }
  const complaints = [...checkHome(home), ...checkPackages()]
  if (Date.now() < earliest) complaints.push({ kind: 'clock', now: new Date().toISOString() })
  try {
    const config = readConfig(home)
    return { complaints: [...complaints, ...(await checkPorts(home, config))], config }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return { complaints: [...complaints, { kind: 'config', message: error.message }], config: null }
  }
}
