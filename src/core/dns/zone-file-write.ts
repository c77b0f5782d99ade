/** Writes a zone as a file that every name server reads (RFC 1035, 5.1). */
import { shortZoneName } from './zone-name.ts'
import type { RrSet } from './zone-rr-set.ts'

/**
 * Writes it.
 * @param sets everything that the zone says, the SOA record first
 */
export const writeZoneFile = (zone: string, sets: readonly RrSet[]): string => {
  const rows = sets.flatMap(({ name, type, ttl, contents }) => contents.map(content => [shortZoneName(name, zone), String(ttl), type, content] as const))
  const width = (column: 0 | 1 | 2): number => Math.max(...rows.map(row => row[column].length))
  const [names, ttls, types] = [width(0), width(1), width(2)]
  return [`$ORIGIN ${zone}.`, ...rows.map(([name, ttl, type, content]) => `${name.padEnd(names)} ${ttl.padStart(ttls)} IN ${type.padEnd(types)} ${content}`), ''].join('\n')
}
