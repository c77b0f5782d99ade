/** The DKIM keys that rspamd signs with: a file for each, and the map from domain to selector that rspamd watches. */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Home } from '../../base/home.ts'
import type { RenderedFile } from '../engine.ts'
import { writeFiles } from '../files.ts'

/** A key that signs, opened. */
export interface SigningKey {
  readonly domain: string
  readonly selector: string
  /** PKCS #8, PEM. */
  readonly privateKey: string
}

const rspamdGroup = '_rspamd'

/** Where keys and map lie. */
export const keysDirectory = (home: Home): string => join(home.engine('rspamd'), 'keys')

/** One line per domain: `example.jp todoku1`. */
export const selectorMap = (home: Home): string => join(keysDirectory(home), 'selectors.map')

/** Pure: the files for these keys. Only the first key of a domain signs. */
export const renderKeys = (home: Home, keys: readonly SigningKey[]): RenderedFile[] => {
  const owner = { user: 'root', group: rspamdGroup }
  const first = keys.filter(({ domain }, i) => keys.findIndex(other => other.domain === domain) === i)
  return [
    ...first.map(({ domain, selector, privateKey }) => ({ path: join(keysDirectory(home), `${domain}.${selector}.key`), content: privateKey, mode: 0o640, owner })),
    { path: selectorMap(home), content: first.map(({ domain, selector }) => `${domain} ${selector}\n`).join(''), mode: 0o640, owner },
  ]
}

/**
 * Makes the files say exactly these keys: writes what changed, removes what is no longer there. The map goes last, so no domain is in it before its key.
 * @returns the paths that changed or went
 */
export const publishKeys = (home: Home, keys: readonly SigningKey[]): string[] => {
  const files = renderKeys(home, keys)
  const changed = writeFiles(files)
  const wanted = new Set(files.map(({ path }) => path))
  const directory = keysDirectory(home)
  const stale = existsSync(directory)
    ? readdirSync(directory)
        .filter(name => name.endsWith('.key'))
        .map(name => join(directory, name))
        .filter(path => !wanted.has(path))
    : []
  for (const path of stale) rmSync(path, { force: true })
  return [...changed, ...stale]
}
