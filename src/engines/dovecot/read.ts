/** What is installed. Reads only. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { primaryGroupId, mailUser, userId } from '../../base/accounts.ts'

const run = promisify(execFile)

/** Such as [2, 3, 19]. */
export type DovecotVersion = readonly [major: number, minor: number, patch: number]

/** What rendering must know of the machine. */
export interface DovecotFacts {
  readonly version: DovecotVersion
  /** Ids of the system user who owns all mail. */
  readonly mailUid: number
  readonly mailGid: number
}

/** Reads `2.3.19.1 (9b53102964)`. @throws Error when it is something else */
export const parseVersion = (text: string): DovecotVersion => {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)/.exec(text) ?? []
  if (!major) throw new Error(`dovecot --version says "${text.trim()}"`)
  return [Number(major), Number(minor), Number(patch)]
}

/** Whether it reads the configuration language of 2.4. */
export const is24 = ([major, minor]: DovecotVersion): boolean => major > 2 || (major === 2 && minor >= 4)

/**
 * The installed version.
 * @throws Error that says what to install
 */
export const dovecotVersion = async (): Promise<DovecotVersion> => {
  let text: string
  try {
    text = (await run('/usr/sbin/dovecot', ['--version'])).stdout
  } catch (error) {
    const packages = ['core', 'imapd', 'pop3d', 'lmtpd', 'sieve', 'managesieved', 'pgsql'].map(name => `dovecot-${name}`).join(' ')
    throw new Error(`Dovecot is not installed; run: apt-get install -y ${packages}`, { cause: error })
  }
  return parseVersion(text)
}

/** All that rendering needs. @throws Error when Dovecot is not installed */
export const readDovecotFacts = async (): Promise<DovecotFacts> => ({ version: await dovecotVersion(), mailUid: userId(mailUser), mailGid: primaryGroupId(mailUser) })
