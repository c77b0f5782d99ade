/**
 * The configuration: one TOML file, checked as a whole. Every complaint comes at once, each with where and its fix.
 * `checkConfig` is pure; `readConfig` is the thin shell that reads the file. A missing file means all defaults.
 */
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { isIP } from 'node:net'
import { parse } from 'smol-toml'
import { z } from 'zod'
import { parseCountry } from '../core/values/country-code.ts'
import type { Home } from './home.ts'

/** A place to listen: an IP address and a TCP port. */
export interface Endpoint {
  readonly address: string
  readonly port: number
}

const endpointPattern = /^(?:\[(?<six>[^\]]+)\]|(?<four>[^:\]]+)):(?<port>\d{1,5})$/

/**
 * Reads `192.0.2.1:25` or `[2001:db8::1]:25`.
 * @returns the endpoint, or null when the text is not one
 */
export const parseEndpoint = (text: string): Endpoint | null => {
  const groups = endpointPattern.exec(text)?.groups
  if (!groups) return null
  const address = groups['six'] ?? groups['four'] ?? ''
  const port = Number(groups['port'])
  if (isIP(address) !== (groups['six'] ? 6 : 4) || port < 1 || port > 65535) return null
  return { address, port }
}

/** The inverse of `parseEndpoint`. */
export const formatEndpoint = ({ address, port }: Endpoint): string => (isIP(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`)

const endpoint = z.string().transform((text, context) => {
  const parsed = parseEndpoint(text)
  if (parsed) return parsed
  context.addIssue({ code: 'custom', message: `"${text}" is not an address and port; write "192.0.2.1:25" or "[2001:db8::1]:25"` })
  return z.NEVER
})
const endpoints = (...defaults: string[]) => z.array(endpoint).default(defaults.map(text => parseEndpoint(text)!))
const loopback = (text: string) =>
  endpoint
    .refine(({ address }) => address.startsWith('127.'), 'must be a loopback IPv4 address (127.x.x.x): it carries mail in the clear')
    .default(parseEndpoint(text)!)
const network = z.string().refine(text => {
  const [address = '', bits, ...rest] = text.split('/')
  const most = isIP(address) === 6 ? 128 : 32
  return isIP(address) !== 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
}, 'is not a network; write "192.0.2.0/24" or "2001:db8::/32"')
const ipAddress = z.string().refine(text => isIP(text) !== 0, 'is not an IP address; write "192.0.2.53" or "2001:db8::53"')
const countryCode = z.string().transform((text, context) => {
  const code = parseCountry(text)
  if (code !== null) return code
  context.addIssue({ code: 'custom', message: `"${text}" is not a country; write its two letters of ISO 3166, such as "JP"` })
  return z.NEVER
})
const hostName = z
  .string()
  .regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/, 'must be a full host name in lower case, such as "sv0001.example.jp"')

const isTimeZone = (text: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
const timeZone = z.string().refine(text => text === '' || isTimeZone(text), 'is not a time zone; write one of IANA\'s names, such as "Asia/Tokyo"')

const shape = z.strictObject({
  server: z
    .strictObject({
      id: z.string().regex(/^sv\d{4}$/, 'must be "sv" and four digits, such as "sv0001"').default('sv0001'),
      host_name: hostName.default(() => defaultHostName()),
      /** In which notices to people tell the time; "" means the machine's. */
      time_zone: timeZone.default(''),
    })
    .prefault({}),
  listen: z
    .strictObject({
      smtp: endpoints('0.0.0.0:25', '[::]:25'),
      submissions: endpoints('0.0.0.0:465', '[::]:465'),
      submission: endpoints('0.0.0.0:587', '[::]:587'),
      imaps: endpoints('0.0.0.0:993', '[::]:993'),
      imap: endpoints(),
      pop3s: endpoints('0.0.0.0:995', '[::]:995'),
      pop3: endpoints(),
      api: endpoints('127.0.0.1:8025'),
      /** UDP and TCP; opened only where `dns.name_servers` names any. */
      dns: endpoints('0.0.0.0:53', '[::]:53'),
    })
    .prefault({}),
  /** Where the engines wait behind the edge. Loopback only. */
  behind: z
    .strictObject({
      imap: loopback('127.0.0.1:10143'),
      pop3: loopback('127.0.0.1:10110'),
      /** Where Dovecot hands vacation answers and redirects to Postfix. */
      reinjection: loopback('127.0.0.1:10025'),
      /** Where PowerDNS takes changes of zones; opened only where `dns.name_servers` names any. */
      powerdns: loopback('127.0.0.1:10053'),
    })
    .prefault({}),
  edge: z
    .strictObject({
      /** 0 means one per core. */
      processes: z.int().min(0).max(256).default(0),
      /** Networks whose PROXY header is believed, and demanded. */
      proxy_networks: z.array(network).default([]),
      /** In each process of the edge; an office behind one address holds some five connections a person. */
      connections_per_address: z.int().min(1).max(100_000).default(1000),
      /** From the first byte to a successful sign-in. */
      sign_in_seconds: z.int().min(5).max(600).default(60),
    })
    .prefault({}),
  limits: z.strictObject({ message_megabytes: z.int().min(1).max(1024).default(50) }).prefault({}),
  /** "" means the private cluster; else a postgresql:// URL. */
  database: z.strictObject({ url: z.union([z.literal(''), z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgresql:// URL' })]).default('') }).prefault({}),
  /** "" means the machine's own resolver. */
  resolver: z.strictObject({ address: z.union([z.literal(''), endpoint]).default('') }).prefault({}),
  /** The name service for our domains. */
  dns: z
    .strictObject({
      /** The name servers of this installation, as they are written at a registrar; none means that there is no name service here. */
      name_servers: z.array(hostName).max(13, 'must be 13 names at most').default([]),
      /** Mail address of who answers for the zones, as the SOA record shows it; "" means hostmaster at the first name server's domain. */
      hostmaster: z.union([z.literal(''), z.email()]).default(''),
      /** Who may copy whole zones, and is told of changes. */
      secondaries: z.array(ipAddress).default([]),
      /** Whether new zones are signed. */
      dnssec: z.boolean().default(true),
    })
    .prefault({}),
  country: z
    .strictObject({
      /** An .mmdb file of countries; "" means the one that is shipped. */
      table: z.string().regex(/^(\/.*)?$/, 'must be an absolute path, such as "/var/lib/GeoIP/GeoLite2-Country.mmdb"').default(''),
      /** Networks whose country is said here, whatever the table says. */
      overlay: z.record(network, countryCode).default({}),
      /** Let in where a domain names no countries of its own. */
      home: z.array(countryCode).min(1, 'must name one country at least; country.smtp = false turns the rule off').default(['JP']),
      /** Always let in, as private networks are. */
      own_networks: z.array(network).default([]),
      /** Whether the rule holds for sending, unless a domain or a mailbox says otherwise. */
      smtp: z.boolean().default(true),
      /** The same for IMAP and POP. */
      retrieval: z.boolean().default(false),
      /** What becomes of public addresses that the table does not know. */
      unknown: z.enum(['allow', 'refuse']).default('allow'),
    })
    .prefault({}),
  acme: z.strictObject({ directory: z.union([z.literal(''), z.url()]).default('') }).prefault({}),
  log: z.strictObject({ level: z.enum(['debug', 'info', 'warn', 'error']).default('info') }).prefault({}),
})

/** The whole configuration, with every default filled in. */
export type Config = z.infer<typeof shape>

/** One complaint about the configuration. */
export interface ConfigComplaint {
  /** Dotted key, such as `listen.smtp[0]`. */
  readonly key: string
  readonly message: string
}

const defaultHostName = (): string => {
  const name = hostname().toLowerCase()
  return hostName.safeParse(name).success ? name : 'sv0001.localdomain'
}

const dotted = (path: readonly PropertyKey[]): string => path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i ? `.${String(part)}` : String(part))).join('')

/** Whether this installation answers for zones. */
export const hasNameService = ({ dns }: Pick<Config, 'dns'>): boolean => dns.name_servers.length > 0

/** Every endpoint that is opened with this configuration, and the key that names it. */
export const openedEndpoints = (config: Config): (readonly [key: string, endpoint: Endpoint])[] =>
  [
    ...Object.entries(config.listen).flatMap(([name, list]) => list.map(item => [`listen.${name}`, item] as const)),
    ...Object.entries(config.behind).map(([name, item]) => [`behind.${name}`, item] as const),
  ].filter(([key]) => hasNameService(config) || (key !== 'listen.dns' && key !== 'behind.powerdns'))

const sameEndpoint = (config: Config): ConfigComplaint[] => {
  const seen = new Map<string, string>()
  return openedEndpoints(config).flatMap(([key, item]) => {
    const text = formatEndpoint(item)
    const other = seen.get(text)
    seen.set(text, key)
    return other ? [{ key, message: `${text} is already taken by ${other}; give each its own port` }] : []
  })
}

/**
 * Checks a configuration as a whole.
 * @param input the parsed TOML
 * @returns the configuration with defaults, or every complaint
 */
export const checkConfig = (input: unknown): { config: Config } | { complaints: ConfigComplaint[] } => {
  const result = shape.safeParse(input)
  if (!result.success) {
    return {
      complaints: result.error.issues.flatMap(issue =>
        issue.code === 'unrecognized_keys'
          ? issue.keys.map(key => ({ key: dotted([...issue.path, key]), message: 'is not a known setting; check its spelling' }))
          : [{ key: dotted(issue.path), message: issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message }],
      ),
    }
  }
  const complaints = sameEndpoint(result.data)
  return complaints.length ? { complaints } : { config: result.data }
}

/** Thrown by `readConfig`; its message lists every complaint. */
export class ConfigError extends Error {
  readonly complaints: readonly ConfigComplaint[]
  constructor(path: string, complaints: readonly ConfigComplaint[]) {
    super(`${path}:\n${complaints.map(({ key, message }) => `  ${key}: ${message}`).join('\n')}`)
    this.name = 'ConfigError'
    this.complaints = complaints
  }
}

/**
 * Reads and checks `<home>/todoku.toml`.
 * @throws ConfigError with every complaint
 */
export const readConfig = (home: Home): Config => {
  let text = ''
  try {
    text = readFileSync(home.config, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw new ConfigError(home.config, [{ key: 'file', message: (error as Error).message }])
  }
  let input: unknown
  try {
    input = parse(text)
  } catch (error) {
    throw new ConfigError(home.config, [{ key: 'syntax', message: (error as Error).message }])
  }
  const result = checkConfig(input)
  if ('complaints' in result) throw new ConfigError(home.config, result.complaints)
  return result.config
}
