/** What the machine is, without its name. */
import { cpus, totalmem, release } from 'node:os'
import { execFileSync } from 'node:child_process'

const versionOf = (name: string): string => {
  try {
    return execFileSync('dpkg-query', ['-W', '-f', '${Version}', name], { encoding: 'utf8' })
  } catch {
    return 'unknown'
  }
}

/** Processor, cores, memory, kernel, and the versions of what is compared. */
export const machine = () => ({
  processor: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGigabytes: Math.round(totalmem() / 2 ** 30),
  kernel: release(),
  node: process.versions.node,
  openssl: process.versions.openssl,
  postfix: versionOf('postfix'),
  dovecot: versionOf('dovecot-core'),
})
