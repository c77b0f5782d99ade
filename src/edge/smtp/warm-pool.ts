/**
 * Connections to Postfix that are open and greeted before a client needs them, so that a sign-in does not wait for accept, fork and greeting.
 * As many as recent sign-ins call for, none when nobody comes; each short-lived, so that it is younger than Postfix's last reload and its time-out.
 */
import type { Backend } from '../contract.ts'
import { openEngineLine, type EngineLine } from './engine-line.ts'

/** Postfix under stress closes after 10 s of silence (smtpd_timeout); a connection kept for a shorter time is never found closed. */
const keptMs = 8000
/** Each holds an smtpd process. */
const mostKept = 8
/** A tenth of a second of sign-ins is kept ahead: many times what Postfix takes to greet. */
const secondsAhead = 0.1
/** How long the rate of sign-ins remembers. */
const rateWindowMs = 2000
/** A client that waits this long for a greeting waits for a process of Postfix that is free. */
const patienceMs = 500

interface Kept {
  readonly line: EngineLine
  readonly expiry: NodeJS.Timeout
}

export interface WarmPool {
  /** A greeted connection; `warm`: it waited here, and may have died unseen. @throws Error when Postfix is away */
  take(): Promise<{ readonly line: EngineLine; readonly warm: boolean }>
  /** A greeted connection that is opened now. @throws Error when Postfix is away */
  fresh(): Promise<EngineLine>
  /** How many wait. */
  readonly size: number
  /** Closes those that wait. */
  clear(): void
}

/** Opens a connection and reads `220`. */
const greeted = async (backend: Backend): Promise<EngineLine> => {
  const line = openEngineLine(backend)
  try {
    const { code, text } = await line.ask('')
    if (code === 220) return line
    throw new Error(text)
  } catch (error) {
    line.drop()
    throw error
  }
}

/** A pool for one engine. */
export const warmPool = (backend: Backend): WarmPool => {
  let kept: Kept[] = []
  let opening = 0
  let recent = 0

  const wanted = (): number => Math.min(mostKept, Math.ceil((recent / (rateWindowMs / 1000)) * secondsAhead))

  const remove = (gone: Kept): void => {
    clearTimeout(gone.expiry)
    kept = kept.filter(one => one !== gone)
  }

  const keep = (line: EngineLine): void => {
    line.unref()
    const one: Kept = {
      line,
      expiry: setTimeout(() => {
        remove(one)
        line.drop()
        refill()
      }, keptMs).unref(),
    }
    kept.push(one)
  }

  const refill = (): void => {
    while (kept.length + opening < wanted()) {
      opening += 1
      // Where Postfix is away there is nothing to keep; the client that comes next learns it by a connection of its own.
      greeted(backend)
        .then(keep, () => {})
        .finally(() => (opening -= 1))
    }
  }

  const clear = (): void => {
    for (const one of kept) {
      clearTimeout(one.expiry)
      one.line.drop()
    }
    kept = []
  }

  /**
   * What is kept is given back when a client is kept waiting: Postfix may be out of processes. Reloaded while an smtpd was taking a connection,
   * it goes on counting that one as free, and accepts nobody until its session ends.
   */
  const fresh = async (): Promise<EngineLine> => {
    const timer = setTimeout(clear, patienceMs)
    try {
      return await greeted(backend)
    } finally {
      clearTimeout(timer)
    }
  }

  const countOne = (): void => {
    recent += 1
    setTimeout(() => (recent -= 1), rateWindowMs).unref()
  }

  return {
    async take() {
      countOne()
      let found: EngineLine | null = null
      for (let one = kept[0]; one && !found; one = kept[0]) {
        remove(one)
        if (one.line.isSpent) one.line.drop()
        else found = one.line
      }
      setImmediate(refill)
      return found ? { line: found, warm: true } : { line: await fresh(), warm: false }
    },
    fresh,
    get size() {
      return kept.length
    },
    clear,
  }
}
