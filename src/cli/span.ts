/** Spans of time and moments with how far they are, as a board shows them. Pure. */
import type { Language, Words } from '../base/language.ts'

interface SpanWords {
  readonly units: readonly [second: string, minute: string, hour: string, day: string]
  readonly until: (clock: string, left: string) => string
  readonly since: (clock: string, ago: string) => string
}

const words: Words<SpanWords> = {
  ja: { units: ['秒', '分', '時間', '日'], until: (clock, left) => `${clock} まで(あと${left})`, since: (clock, ago) => `${clock} から(${ago}前)` },
  en: { units: [' s', ' min', ' h', ' d'], until: (clock, left) => `until ${clock} (${left} left)`, since: (clock, ago) => `since ${clock} (${ago} ago)` },
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** A span in its two-digit unit: `95 s`, `12 min`, `30 h`, `3 d`. @param ms negative spans are none */
export const span = (ms: number, language: Language): string => {
  const [second, minute, hour, day] = words[language].units
  const left = Math.max(0, ms)
  if (left < 2 * minuteMs) return `${Math.ceil(left / 1000)}${second}`
  if (left < 2 * hourMs) return `${Math.round(left / minuteMs)}${minute}`
  return left < 2 * dayMs ? `${Math.round(left / hourMs)}${hour}` : `${Math.round(left / dayMs)}${day}`
}

/** Hour and minute where the reader is; the day too, where it is another. */
const clock = (at: Date, now: Date): string => {
  const text = at.toLocaleString('sv-SE')
  return text.slice(0, 10) === now.toLocaleString('sv-SE').slice(0, 10) ? text.slice(11, 16) : text.slice(5, 16)
}

/** A moment to come with what is left until then, or one that was with how long that is. */
export const moment = (at: Date, now: Date, language: Language): string =>
  at > now ? words[language].until(clock(at, now), span(at.getTime() - now.getTime(), language)) : words[language].since(clock(at, now), span(now.getTime() - at.getTime(), language))
