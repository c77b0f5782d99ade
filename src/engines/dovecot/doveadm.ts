/** Asks the running Dovecot, through its own doveadm. */
import type { Home } from '../../base/home.ts'
import { dovecotTool } from './apply.ts'
import { dovecotPaths } from './paths.ts'

/** What a mailbox holds. */
export interface Usage {
  readonly bytes: number
  readonly messages: number
}

const doveadm = (home: Home, args: readonly string[]): Promise<string> => dovecotTool('/usr/bin/doveadm', dovecotPaths(home).config, args)

/** Reads the table that `doveadm -f tab quota get` prints. */
export const parseUsage = (text: string): Usage | null => {
  const [heading = [], ...rows] = text.split('\n').map(line => line.split('\t'))
  const valueOf = (type: string): number => Number(rows.find(row => row[heading.indexOf('Type')] === type)?.[heading.indexOf('Value')])
  const [kilobytes, messages] = [valueOf('STORAGE'), valueOf('MESSAGE')]
  return Number.isFinite(kilobytes) && Number.isFinite(messages) ? { bytes: kilobytes * 1024, messages } : null
}

/** What a mailbox holds; null when Dovecot does not say. Never throws. */
export const readUsage = async (home: Home, address: string): Promise<Usage | null> => {
  try {
    return parseUsage(await doveadm(home, ['-f', 'tab', 'quota', 'get', '-u', address]))
  } catch {
    return null
  }
}

/** Lets Dovecot ask anew about a mailbox, or about all of them when none is named. @returns false when it does not answer: then it has nothing cached either */
export const flushAuthCache = async (home: Home, address?: string): Promise<boolean> => {
  try {
    await doveadm(home, ['auth', 'cache', 'flush', ...(address === undefined ? [] : [address])])
    return true
  } catch {
    return false
  }
}

/** Ends the sessions of a mailbox. @returns false when it had none, or Dovecot does not answer */
export const kick = async (home: Home, address: string): Promise<boolean> => {
  try {
    await doveadm(home, ['kick', address])
    return true
  } catch {
    return false
  }
}
