/** What is installed and what the machine can do. Reads only. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What rendering must know of the installed Postfix and the machine. */
export interface PostfixFacts {
  /** Such as [3, 7, 11]. */
  readonly version: readonly [number, number, number]
  /** Where Postfix's daemons are: /usr/lib/postfix/sbin in Debian 12 and 13. */
  readonly daemonDirectory: string
  /** False on a machine without IPv6, where Postfix could not listen on [::]. */
  readonly hasIpv6: boolean
}

/** The first releases of each line that can refuse SMTP smuggling without refusing old clients (smtpd_forbid_bare_newline = normalize). */
const firstSafe: readonly (readonly [number, number, number])[] = [
  [3, 7, 11],
  [3, 8, 6],
  [3, 9, 0],
]

/** Whether this release knows `normalize`; Debian 12 (3.7.11) and 13 (3.10) do. */
export const closesSmuggling = ([major, minor, patch]: PostfixFacts['version']): boolean => {
  const line = firstSafe.find(safe => safe[0] === major && safe[1] === minor)
  return line ? patch >= line[2] : major > 3 || (major === 3 && minor > 9)
}

const numbersOf = (version: string): readonly [number, number, number] => {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(part => Number.parseInt(part, 10))
  return [major, minor, patch]
}

/**
 * Asks postconf for its built-in values; reads no main.cf.
 * @throws Error that says what to install
 */
export const readPostfixFacts = (): PostfixFacts => {
  let text: string
  try {
    text = execFileSync('/usr/sbin/postconf', ['-dh', 'mail_version', 'daemon_directory'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    throw new Error('Postfix is not installed; run: apt-get install -y postfix postfix-pgsql', { cause: error })
  }
  const [version = '', daemonDirectory = ''] = text.split('\n')
  return { version: numbersOf(version), daemonDirectory, hasIpv6: existsSync('/proc/net/if_inet6') && readFileSync('/proc/net/if_inet6', 'utf8') !== '' }
}

/** Whether Cyrus SASL's PLAIN is installed: Postfix's submission service does not start where SASL has no mechanism at all. */
export const hasSaslMechanism = (root = '/usr/lib'): boolean =>
  readdirSync(root).some(name => existsSync(join(root, name, 'sasl2', 'libplain.so')) || existsSync(join(root, name, 'sasl2', 'libplain.so.2')))

const processesUnder = (directory: string): { pid: number; group: number }[] =>
  readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      try {
        if (dirname(readlinkSync(join('/proc', name, 'exe'))) !== directory) return []
        // "pid (comm) state parent group …"; comm may hold spaces and brackets.
        const fields = readFileSync(join('/proc', name, 'stat'), 'utf8').split(') ').at(-1)?.split(' ') ?? []
        return [{ pid: Number(name), group: Number(fields[2]) }]
      } catch {
        return []
      }
    })

/**
 * Postfix's processes that an earlier master of this queue left behind: killed, it cannot take its children with it, and they hold its sockets.
 * @param queue the queue directory, whose pid/master.pid names the master; the master leads a process group of the same number
 */
export const leftoverProcesses = (queue: string, daemonDirectory: string): number[] => {
  let master: number
  try {
    master = Number.parseInt(readFileSync(join(queue, 'pid', 'master.pid'), 'utf8'), 10)
  } catch {
    return []
  }
  return processesUnder(daemonDirectory)
    .filter(({ group }) => group === master)
    .map(({ pid }) => pid)
}
