/** A conversation by script: each line is said once the other side has said what it waits for. */
import type { Readable } from 'node:stream'

/** What to wait for in what came since the last line, and what to say then; null closes our end of the conversation without a word. */
export type Step = readonly [after: RegExp, say: string | Uint8Array | null]

/** How it went. */
export interface Talk {
  readonly output: string
  readonly ms: number
}

/** The other side: a program or a socket. */
export interface Partner {
  say(text: string | Uint8Array): unknown
  readonly streams: readonly Readable[]
  /** Is called back once it is over. */
  ended(end: () => void): void
  stop(): void
}

/** Waits for nothing: says it at once. */
export const atOnce = /^/

/**
 * Holds the conversation, to the end of the other side.
 * @param longestMs after which it is broken off
 */
export const talkOver = (partner: Partner, steps: readonly Step[], longestMs: number): Promise<Talk> =>
  new Promise(resolve => {
    const started = performance.now()
    let output = ''
    let unread = ''
    let next = 0
    const advance = (): void => {
      for (let step = steps[next]; step && step[0].test(unread); step = steps[next]) {
        next++
        unread = ''
        if (step[1] === null) partner.stop()
        else partner.say(step[1])
      }
    }
    const end = (): void => {
      clearTimeout(timer)
      resolve({ output, ms: Math.round(performance.now() - started) })
    }
    const timer = setTimeout(() => {
      output += `\nno end after ${longestMs / 1000} s\n`
      partner.stop()
    }, longestMs)
    for (const stream of partner.streams)
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString()
        unread += chunk.toString()
        advance()
      })
    partner.ended(end)
    advance()
  })
