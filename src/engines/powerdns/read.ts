/** What is installed and what the machine can do. Reads only. */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Where Debian keeps it. */
export const powerdnsProgram = '/usr/sbin/pdns_server'

/** What rendering must know of the installed PowerDNS and the machine. */
export interface PowerdnsFacts {
  /** Such as [4, 7, 3]. */
  readonly version: readonly [number, number, number]
  /** False on a machine without IPv6, where PowerDNS could not listen on [::]. */
  readonly hasIpv6: boolean
}

/** Reads the version out of what `--version` says: `PowerDNS Authoritative Server 4.7.3 (C) …`. */
export const versionIn = (text: string): PowerdnsFacts['version'] | null => {
  const numbers = /Authoritative Server (\d+)\.(\d+)\.(\d+)/.exec(text)?.slice(1).map(Number)
  return numbers ? [numbers[0]!, numbers[1]!, numbers[2]!] : null
}

/**
 * Asks the program.
 * @throws Error that says what to install
 */
export const readPowerdnsFacts = async (): Promise<PowerdnsFacts> => {
  let said: string
  try {
    const { stdout, stderr } = await run(powerdnsProgram, ['--version'])
    said = stdout + stderr
  } catch (error) {
    // 4.7 says its version, and ends with 99.
    said = `${(error as { stdout?: string }).stdout ?? ''}${(error as { stderr?: string }).stderr ?? ''}`
  }
  const version = versionIn(said)
  if (!version) throw new Error('PowerDNS is not installed; run: apt-get install -y --no-install-recommends pdns-server pdns-backend-pgsql')
  return { version, hasIpv6: existsSync('/proc/net/if_inet6') && readFileSync('/proc/net/if_inet6', 'utf8') !== '' }
}
