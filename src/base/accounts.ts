/** System users and groups by name, read from /etc/passwd and /etc/group (Node has no getpwnam). */
import { readFileSync } from 'node:fs'

/** Everything of ours that faces strangers or touches mail runs as Debian's own user for mail, uid 8. */
export const mailUser = 'mail'

const idIn = (file: string, name: string): number => {
  const line = readFileSync(file, 'utf8')
    .split('\n')
    .find(entry => entry.startsWith(`${name}:`))
  const id = Number(line?.split(':')[2])
  if (!line || !Number.isInteger(id)) throw new Error(`${file} has no "${name}"; is its Debian package installed?`)
  return id
}

/** Numeric id of a user. @throws Error when there is none */
export const userId = (name: string): number => idIn('/etc/passwd', name)

/** Numeric id of a group. @throws Error when there is none */
export const groupId = (name: string): number => idIn('/etc/group', name)

/** Primary group of a user. @throws Error when there is none */
export const primaryGroupId = (name: string): number => {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find(entry => entry.startsWith(`${name}:`))
  if (!line) throw new Error(`/etc/passwd has no "${name}"; is its Debian package installed?`)
  return Number(line.split(':')[3])
}

/**
 * Gives up root for good: from here on this process is `user`, with its primary group and some more.
 * Does nothing when the process is not root (a developer's own run).
 */
export const dropTo = (user: string, moreGroups: readonly string[] = []): void => {
  if (process.getuid?.() !== 0) return
  const group = primaryGroupId(user)
  process.setgroups!([group, ...moreGroups.map(groupId)])
  process.setgid!(group)
  process.setuid!(userId(user))
}
