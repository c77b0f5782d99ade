/** Values of records, as people type them: understood, checked, and kept in one form. */
import ipaddr from 'ipaddr.js'
import type { Finding } from '../causes/index.ts'
import { no, type Result, yes } from '../values/result.ts'
import type { ZoneType } from './zone-record.ts'
import { readTarget } from './zone-name.ts'
import { byteLength, meantText } from './zone-text.ts'

/** What a good value looks like: shown to whoever typed another. */
const wants: Readonly<Record<ZoneType, string>> = {
  A: '192.0.2.1',
  AAAA: '2001:db8::1',
  CAA: '0 issue "letsencrypt.org"',
  CNAME: 'www.example.com',
  MX: '10 mail.example.com',
  NS: 'ns1.example.com',
  SRV: '10 5 5060 sip.example.com',
  TLSA: '3 1 1 0123456789abcdef… (SHA-256)',
  TXT: 'v=spf1 ~all (1–4000 bytes)',
}

/** One text of this size is answered over TCP already; nothing that people publish comes near it. */
const longestText = 4000

/** Reads a value; null when it is none of its type. */
type Read = (typed: string, zone: string) => string | null

const whole = (text: string | undefined, most: number): string | null => (text !== undefined && /^\d{1,5}$/.test(text) && Number(text) <= most ? String(Number(text)) : null)

/** Numbers and what follows them, each read by its own rule. */
const fields = (typed: string, zone: string, rules: readonly Read[]): string | null => {
  const words = typed.trim().split(/\s+/)
  const read = rules.map((rule, i) => (words[i] === undefined ? null : rule(words[i], zone)))
  return words.length === rules.length && !read.includes(null) ? read.join(' ') : null
}

const upTo =
  (most: number): Read =>
  text =>
    whole(text, most)

/** "." says that there is no such server (RFC 7505, RFC 2782). */
const targetOrNone: Read = (typed, zone) => (typed === '.' ? '.' : readTarget(typed, zone))

const readCaa: Read = typed => {
  const [, flags, tag = '', quotedValue, bareValue] = /^(\d{1,3})\s+([a-z0-9]+)\s+(?:"([^"\\]*)"|([^\s"\\]+))$/i.exec(typed.trim()) ?? []
  const value = quotedValue ?? bareValue
  const number = whole(flags, 255)
  return number === null || value === undefined || !/^[\x20-\x7e]*$/.test(value) ? null : `${number} ${tag.toLowerCase()} "${value}"`
}

/** Bytes of each digest, by the number of its kind (RFC 6698, 2.1.3); kind 0 holds the certificate itself. */
const digestBytes: Readonly<Record<string, number>> = { 1: 32, 2: 64 }

const readTlsa: Read = typed => {
  const [, usage, selector, kind = '', rest = ''] = /^([0-3])\s+([01])\s+([0-2])\s+([0-9a-f\s]+)$/i.exec(typed.trim()) ?? []
  const hex = rest.replace(/\s/g, '').toLowerCase()
  const length = digestBytes[kind]
  return hex !== '' && hex.length % 2 === 0 && (length === undefined || hex.length === length * 2) ? `${usage} ${selector} ${kind} ${hex}` : null
}

const goodText = (text: string): string | null => (text !== '' && byteLength(text) <= longestText && !/\p{Cc}/u.test(text) ? text : null)

const readers: Readonly<Record<ZoneType, Read>> = {
  A: typed => (ipaddr.IPv4.isValidFourPartDecimal(typed.trim()) ? ipaddr.IPv4.parse(typed.trim()).toString() : null),
  AAAA: typed => (ipaddr.IPv6.isValid(typed.trim()) && !typed.includes('%') ? ipaddr.IPv6.parse(typed.trim()).toRFC5952String() : null),
  CAA: readCaa,
  CNAME: readTarget,
  MX: (typed, zone) => fields(typed, zone, [upTo(65535), targetOrNone]),
  NS: readTarget,
  SRV: (typed, zone) => fields(typed, zone, [upTo(65535), upTo(65535), upTo(65535), targetOrNone]),
  TLSA: readTlsa,
  TXT: typed => goodText(meantText(typed)),
}

const refused = (type: ZoneType, typed: string): Finding =>
  type === 'MX' ? { id: 'zone.mx-not-a-name', facts: { value: typed.trim() } } : { id: 'zone.bad-value', facts: { type, value: typed.trim(), wants: wants[type] } }

/**
 * Reads a value.
 * @param zone names without any dot are meant within it
 * @returns the value as it is kept, or what is wrong with it
 */
export const readZoneValue = (type: ZoneType, typed: string, zone: string): Result<string, Finding> => {
  const value = readers[type](typed, zone)
  return value === null ? no(refused(type, typed)) : yes(value)
}

/** Checks the text of a TXT record that is there already, whatever marks are in it: nothing is taken for quotes around it. */
export const readZoneText = (text: string): Result<string, Finding> => (goodText(text) === null ? no(refused('TXT', text)) : yes(text))
