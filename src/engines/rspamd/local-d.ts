/** What we add to Debian's configuration of rspamd, file by file under `local.d`. Pure. */
import { join } from 'node:path'
import { spamHeader } from '../dovecot/sieve.ts'
import type { EngineSettings } from '../engine.ts'
import { keysDirectory, selectorMap } from './keys.ts'
import { rspamdPaths } from './paths.ts'
import { reinjectionName, signingDomainLua } from './signing.ts'

/** Scanning is quick and mostly waits for the DNS; two processes use both of a small machine's cores. */
const workers = 2

/** From here on mail is marked, and Dovecot files it under Junk; from the second on it is not taken at all, which only mail full of marks of spam reaches. */
const scores = { junk: 6, reject: 25 }

/** The UNIX socket that Postfix asks. Scanned where it arrives: no second process, no TCP port. */
const proxy = ({ home }: EngineSettings): string[] => [
  `bind_socket = "${rspamdPaths(home).milter} mode=0660 owner=postfix group=_rspamd";`,
  `count = ${workers};`,
  'milter = yes;',
  'timeout = 30s;',
  'max_retries = 1;',
  'upstream "local" {',
  '  default = yes;',
  '  self_scan = yes;',
  '}',
  `spam_header = "${spamHeader.name}";`,
  'reject_message = "Refused: this looks like spam";',
  'discard_on_reject = false;',
  'quarantine_on_reject = false;',
]

const dkimSigning = ({ home }: EngineSettings): string[] => [
  'sign_authenticated = true;',
  'sign_local = true;',
  'use_esld = false;',
  'try_fallback = false;',
  'allow_envfrom_empty = true;',
  '# The function below knows better than these.',
  'allow_hdrfrom_mismatch = true;',
  'allow_username_mismatch = true;',
  `path = "${join(keysDirectory(home), '$domain.$selector.key')}";`,
  `selector_map = "${selectorMap(home)}";`,
  'use_domain_custom = <<EOD',
  ...signingDomainLua.trimEnd().split('\n'),
  'EOD;',
]

/** Its own people's mail is not judged: they answer to the operator. Reinjected mail was judged when it came. */
const settingsRules = [
  'signed_in {',
  '  priority = high;',
  '  authenticated = yes;',
  '  apply { symbols_enabled = ["DKIM_SIGNED"]; }',
  '}',
  'reinjected {',
  '  priority = high;',
  `  request_header = { "MTA-Name" = "^${reinjectionName}$"; }`,
  '  apply { symbols_enabled = ["DKIM_SIGNED"]; }',
  '}',
]

/** What the author's domain asks for, as RFC 7489 6.6 has it: refused to his face, or filed under Junk. */
const dmarc = ['actions = {', '  quarantine = "add header";', '  reject = "reject";', '}']

/** File name under `local.d` → its lines. */
export const localFiles = (settings: EngineSettings): Readonly<Record<string, readonly string[]>> => ({
  'worker-proxy.inc': proxy(settings),
  'dkim_signing.conf': dkimSigning(settings),
  'settings.conf': settingsRules,
  'dmarc.conf': dmarc,
  'milter_headers.conf': ['use = ["authentication-results"];', 'routines {', '  authentication-results { add_smtp_user = false; }', '}'],
  'actions.conf': [`reject = ${scores.reject};`, `add_header = ${scores.junk};`, 'greylist = null;', 'rewrite_subject = null;'],
})
