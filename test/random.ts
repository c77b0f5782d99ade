/** A seeded source of randomness for property tests: the same seed plays the same inputs. */

export interface RandomSource {
  /** A whole number from 0 up to, not including, `below`. */
  int(below: number): number
  pick<T>(from: readonly T[]): T
  bytes(length: number): Buffer
  /** A copy with a few things wrong: bytes changed, cut out, doubled, put in. */
  mutate(bytes: Buffer): Buffer
}

/** mulberry32: small, fast, good enough to wander. */
export const randomSource = (seed: number): RandomSource => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const int = (below: number): number => Math.floor(next() * below)
  const bytes = (length: number): Buffer => Buffer.from(Array.from({ length }, () => int(256)))
  const once = (input: Buffer): Buffer => {
    const at = int(input.length + 1)
    switch (int(5)) {
      case 0:
        return input.subarray(0, at)
      case 1:
        return Buffer.concat([input.subarray(0, at), bytes(int(8)), input.subarray(at)])
      case 2:
        return Buffer.concat([input.subarray(0, at), input])
      case 3:
        return Buffer.concat([input.subarray(0, at), input.subarray(at + int(6))])
      default: {
        const copy = Buffer.from(input)
        if (copy.length) copy[int(copy.length)] = int(256)
        return copy
      }
    }
  }
  return {
    int,
    pick: from => from[int(from.length)]!,
    bytes,
    mutate(input) {
      let result = input
      for (let times = int(4); times >= 0; times--) result = once(result)
      return result
    },
  }
}
