/** What a mistyped name may have meant. */

/**
 * How many letters have to be typed otherwise, put in, left out, or swapped with their neighbour (optimal string alignment).
 * @returns the number of such mistakes; more than `most` means only that it is more
 */
export const editDistance = (one: string, other: string, most = Infinity): number => {
  if (Math.abs(one.length - other.length) > most) return most + 1
  let before: number[] = []
  let row = Array.from({ length: other.length + 1 }, (_, i) => i)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++) {
      const replaced = row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1)
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1] ? before[j - 2]! + 1 : Infinity
      next.push(Math.min(replaced, swapped, row[j]! + 1, next[j - 1]! + 1))
    }
    if (Math.min(...next) > most) return most + 1
    before = row
    row = next
  }
  return row[other.length]!
}

/** Two mistakes in four letters are another word. */
const mistakesIn = (name: string): number => (name.length <= 2 ? 0 : name.length <= 4 ? 1 : 2)

/**
 * The candidate that was probably meant.
 * @returns the one with the fewest mistakes, at most two, and one in a short name; among equals the first in the order of the alphabet; null when none is so near
 */
export const nearest = (name: string, candidates: Iterable<string>): string | null => {
  let best: string | null = null
  let fewest = mistakesIn(name)
  for (const candidate of candidates) {
    const mistakes = editDistance(name, candidate, fewest)
    if (mistakes === 0 || mistakes > fewest || (mistakes === fewest && best !== null && best < candidate)) continue
    best = candidate
    fewest = mistakes
  }
  return best
}
