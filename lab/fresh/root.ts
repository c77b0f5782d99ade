/** A bare Debian in a directory: what debootstrap makes, and of this machine only how it reaches its package registries. */
import { appendFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run } from '../process.ts'

/** Debian's releases that we run on. */
export const codenames = { 12: 'bookworm', 13: 'trixie' } as const
export type Release = keyof typeof codenames

const debootstrapMs = 600_000

/** This machine's own mirror, as apt knows it. @throws Error when it knows none of Debian's */
const mirror = async (): Promise<string> => {
  const { stdout } = await run('apt-get', ['indextargets', '--format', '$(REPO_URI) $(RELEASE)', 'Created-By: Packages'])
  const line = stdout.split('\n').find(text => Object.values(codenames).some(name => text.endsWith(` ${name}`)))
  if (!line) throw new Error('apt knows no Debian mirror; run apt-get update')
  return line.split(' ')[0]!
}

/**
 * Runs debootstrap.
 * @param root an empty directory
 * @throws Error with the end of what it said
 */
export const bootstrap = async (root: string, release: Release): Promise<void> => {
  const { ok, output } = await run('debootstrap', ['--variant=minbase', codenames[release], root, await mirror()], { timeoutMs: debootstrapMs })
  if (!ok) throw new Error(output.split('\n').slice(-6).join('\n'))
}

const copy = (path: string, root: string): void => {
  if (!existsSync(path)) return
  mkdirSync(dirname(join(root, path)), { recursive: true })
  cpSync(path, join(root, path), { recursive: true, dereference: true })
}

const filesBelow = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map(name => join(directory, name))
    .filter(path => statSync(path).isFile())

/** apt's sources are this machine's, with the other release's name in them. */
const renameSources = (root: string, release: Release): void => {
  const others = Object.values(codenames).filter(name => name !== codenames[release])
  for (const path of filesBelow(join(root, 'etc/apt')).filter(file => /\.(list|sources)$/.test(file))) {
    writeFileSync(path, others.reduce((text, name) => text.replaceAll(name, codenames[release]), readFileSync(path, 'utf8')))
  }
}

const npmSettings = async (): Promise<string> => {
  const paths = await Promise.all(['globalconfig', 'userconfig'].map(async name => (await run('npm', ['config', 'get', name])).stdout.trim().split('\n').at(-1) ?? ''))
  return paths.filter(path => existsSync(path)).map(path => readFileSync(path, 'utf8')).join('\n')
}

/**
 * Carries over how this machine reaches its registries: apt's and npm's settings, resolver, certificates.
 */
export const carryOver = async (root: string, release: Release): Promise<void> => {
  // debootstrap's own list would name everything twice.
  rmSync(join(root, 'etc/apt'), { recursive: true })
  for (const path of ['/etc/apt', '/etc/resolv.conf', '/etc/hosts', '/etc/ssl/certs', '/usr/local/share/ca-certificates']) copy(path, root)
  renameSources(root, release)
  appendFileSync(join(root, 'root/.npmrc'), await npmSettings(), { mode: 0o600 })
}

/** What of the environment says how to reach the registries; all the rest stays outside. */
export const carriedEnvironment = (env: Readonly<Record<string, string | undefined>>): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && /^((https?|no|all)_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR))$/i.test(entry[0]))),
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
  LANG: 'C.UTF-8',
})

/** Clones what is committed of this checkout into the root. @returns its path inside */
export const cloneInto = async (root: string): Promise<string> => {
  const inside = '/opt/todoku'
  const { ok, output } = await run('git', ['clone', '--quiet', '--no-hardlinks', join(import.meta.dirname, '../..'), join(root, inside)])
  if (!ok) throw new Error(output)
  return inside
}
