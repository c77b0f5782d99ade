/** One country table: an .mmdb file (MaxMind DB format 2.0), read whole into memory. A lookup reads that memory and nothing else. */
import { readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { Reader } from 'mmdb-lib'
import type { TableTrouble } from '../../core/authentication/country-table.ts'
import { no, type Result, yes } from '../../core/values/result.ts'

export interface CountryTable {
  /** ISO 3166-1 alpha-2, null when the table does not say. @param address in plain form */
  countryOf(address: string): string | null
  /** Day that it was made, `2026-06-17`. */
  readonly date: string
}

/** The shapes that tables come in: GeoLite2 and DB-IP, ip-location-db, IPinfo. */
interface Row {
  readonly country?: { readonly iso_code?: unknown } | string
  readonly country_code?: unknown
  /** Where the network is registered: said where nobody knows where it is, as with addresses that are in many places at once. */
  readonly registered_country?: { readonly iso_code?: unknown }
}

const codeIn = (row: Row | null): string | null => {
  const { country } = row ?? {}
  const code = (typeof country === 'object' ? country.iso_code : undefined) ?? row?.country_code ?? (typeof country === 'string' ? country : undefined) ?? row?.registered_country?.iso_code
  // ZZ is "unknown" in some tables.
  return typeof code === 'string' && /^[A-Z]{2}$/.test(code) && code !== 'ZZ' ? code : null
}

/** Addresses across the whole space: a table of countries knows one of them at least. */
const samples = [...Array.from({ length: 223 }, (_, first) => `${first + 1}.8.8.8`), '2001:200::1', '2400::1', '2600::1', '2800::1', '2a00::1', '2c0f::1']

const troubleOf = (path: string, error: unknown): TableTrouble => {
  const { code, message } = error as NodeJS.ErrnoException
  return { kind: code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : code === 'EACCES' || code === 'EPERM' ? 'unreadable' : 'not-a-table', path, why: message }
}

/** A file and the directories above it, to the root. */
const withParents = (path: string): string[] => (path === '/' ? [path] : [path, ...withParents(dirname(path))])

/** Root, who checks at the start, may read anything; the edge, which uses the table, is somebody else. */
const barrierOf = (path: string): TableTrouble | null => {
  if (process.getuid?.() !== 0) return null
  const real = realpathSync(path)
  const closed = withParents(real).find(each => !(statSync(each).mode & (each === real ? 0o004 : 0o001)))
  return closed === undefined ? null : { kind: 'unreadable', path, why: `${closed} is closed to others` }
}

/**
 * Reads a table and tries it.
 * @param isRenewed it will be read again, by processes that are not root
 * @returns the table, or why it cannot be used
 */
export const readTable = (path: string, isRenewed: boolean): Result<CountryTable, TableTrouble> => {
  try {
    const barrier = isRenewed ? barrierOf(path) : null
    if (barrier) return no(barrier)
    const reader = new Reader<never>(readFileSync(path))
    const { buildEpoch, ipVersion } = reader.metadata
    const countryOf = (address: string): string | null => {
      if (ipVersion === 4 && address.includes(':')) return null
      try {
        return codeIn(reader.get(address))
      } catch {
        // A damaged row: what it would have said is not known.
        return null
      }
    }
    if (!samples.some(address => countryOf(address) !== null)) return no({ kind: 'no-countries', path, why: reader.metadata.databaseType })
    return yes({ countryOf, date: buildEpoch.toISOString().slice(0, 10) })
  } catch (error) {
    return no(troubleOf(path, error))
  }
}
