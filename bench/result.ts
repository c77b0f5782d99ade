/** From samples to a row of the result. Pure. */

/** One measurement of one side. */
export interface Sample {
  readonly value: number
  /** CPU time of the serving side for one unit, in milliseconds; null where it says nothing. */
  readonly cpuMs: number | null
}

/** What a row is about. */
export interface RowKind {
  readonly name: string
  readonly unit: string
  readonly better: 'more' | 'less'
  /**
   * What is to be reached: a ratio against the peer (1 = as good, always the more the better), or, where `alone`, the value itself.
   */
  readonly goal: number
  /** Our value is held against the goal, not against the peer. */
  readonly alone?: boolean
}

/** A row as `--json` gives it. Fields beyond those that design.md names are extra. */
export interface ResultRow {
  readonly name: string
  readonly unit: string
  readonly ours: number
  readonly peer: number | null
  readonly ratio: number
  readonly goal: number
  readonly met: boolean
  /** CPU milliseconds of the serving side for one unit. */
  readonly oursCpuMs: number | null
  readonly peerCpuMs: number | null
  /** Where the row stands alone, what the peer showed all the same. */
  readonly peerSeen: number | null
  /** Every sample, in the order in which they were taken. */
  readonly samples: { readonly ours: readonly number[]; readonly peer: readonly number[] }
}

/** The middle of a list; between the two middles when they are two. NaN for an empty one. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** The value that a share of all do not exceed (nearest rank). */
export const percentile = (values: readonly number[], share: number): number => values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)]!

const round = (value: number): number => Number(value.toPrecision(4))

const cpu = (samples: readonly Sample[]): number | null => {
  const known = samples.flatMap(({ cpuMs }) => cpuMs ?? [])
  return known.length ? round(median(known)) : null
}

/** Sums up a row. */
export const resultRow = (kind: RowKind, samples: { readonly ours: readonly Sample[]; readonly peer: readonly Sample[] }): ResultRow => {
  const values = { ours: samples.ours.map(({ value }) => value), peer: samples.peer.map(({ value }) => value) }
  const ours = median(values.ours)
  const other = kind.alone ? kind.goal : median(values.peer)
  const ratio = kind.better === 'more' ? ours / other : other / ours
  return {
    name: kind.name,
    unit: kind.unit,
    ours: round(ours),
    peer: kind.alone ? null : round(other),
    ratio: round(ratio),
    goal: kind.goal,
    met: kind.alone ? ratio >= 1 : ratio >= kind.goal,
    oursCpuMs: cpu(samples.ours),
    peerCpuMs: cpu(samples.peer),
    peerSeen: kind.alone && values.peer.length ? round(median(values.peer)) : null,
    samples: { ours: values.ours.map(round), peer: values.peer.map(round) },
  }
}
