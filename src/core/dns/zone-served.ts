/** Which zones are answered for, where one stands below another. Pure. */

/** A zone has NS records for exactly this name. */
export interface HandedOn {
  readonly zone: string
  readonly name: string
}

const above = (name: string, among: ReadonlySet<string>): string | null => {
  for (let at = name.indexOf('.'); at >= 0; at = name.indexOf('.', at + 1)) {
    if (among.has(name.slice(at + 1))) return name.slice(at + 1)
  }
  return null
}

/**
 * Those that may be: a zone below another one that is answered for, only where that hands the name on. Whoever has a name below somebody else's domain does not speak
 * into it, not even by way of a zone in between that is not answered for itself; nor into his own without a delegation that DNSSEC can follow.
 * @param zones names of zones of proven domains
 */
export const servedZones = (zones: readonly string[], handedOn: readonly HandedOn[]): ReadonlySet<string> => {
  const given = new Set(handedOn.map(({ zone, name }) => `${zone} ${name}`))
  const served = new Set<string>()
  // What stands above a name is shorter than it.
  for (const name of zones.toSorted((a, b) => a.length - b.length)) {
    const zone = above(name, served)
    if (zone === null || given.has(`${zone} ${name}`)) served.add(name)
  }
  return served
}
