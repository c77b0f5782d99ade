/** What we replace of Debian's configuration of rspamd, file by file under `override.d`. Pure. */
import { isIP } from 'node:net'
import type { EngineSettings } from '../engine.ts'

/** What asks or tells somebody elsewhere, over HTTP or UDP, about our users' mail; what needs Redis; what only learns from lists fetched over HTTP. */
const absentModules = [
  'asn',
  'fuzzy_check',
  'greylist',
  'history_redis',
  'known_senders',
  'multimap',
  'neural',
  'ratelimit',
  'replies',
  'reputation',
  'rspamd_update',
  'url_redirector',
  'whitelist',
  'arc',
]

/** Only the resolver of the configuration, where there is one; else /etc/resolv.conf. Short: a resolver that is away must not hold mail up. */
const options = ({ config }: EngineSettings): string[] => {
  const { resolver } = config
  const server = resolver.address && (isIP(resolver.address.address) === 6 ? `[${resolver.address.address}]` : resolver.address.address)
  return [
    'dns {',
    ...(resolver.address ? [`  nameserver = ["${server}:${resolver.address.port}"];`] : []),
    '  timeout = 1s;',
    '  retransmits = 2;',
    '  sockets = 16;',
    '}',
    '# Only this machine is "local" and goes unverified; a stranger may well have a private address.',
    'local_addrs = ["127.0.0.0/8", "::1"];',
    'task_timeout = 8s;',
    '# A tenth of it for files: a new signing key is taken up within a second.',
    'map_watch_interval = 10s;',
    '# It may not be 0.',
    'history_rows = 1;',
  ]
}

const fileMap = (name: string, file: string): string => `${name} = ["file://\${CONFDIR}/maps.d/${file}"];`

/** File name under `override.d` → its lines. */
export const overrideFiles = (settings: EngineSettings): Readonly<Record<string, readonly string[]>> => ({
  'options.inc': options(settings),
  'logging.inc': ['type = "console";', 'level = "info";', 'color = false;'],
  'worker-normal.inc': ['enabled = false;'],
  'worker-controller.inc': ['enabled = false;'],
  'worker-fuzzy.inc': ['enabled = false;'],
  'rbl.conf': [fileMap('url_whitelist', 'surbl-whitelist.inc'), 'disabled_rbl_suffixes_map = null;'],
  'mime_types.conf': [fileMap('file', 'mime_types.inc')],
  'mid.conf': ['source = {', '  url = ["file://${CONFDIR}/maps.d/mid.inc"];', '}'],
  'phishing.conf': ['openphish_enabled = false;', 'phishtank_enabled = false;', 'exceptions = {', '  REDIRECTOR_FALSE = ["file://${CONFDIR}/maps.d/redirectors.inc"];', '}'],
  ...Object.fromEntries(absentModules.map(name => [`${name}.conf`, ['enabled = false;']])),
})
