/** The edge's side of a connection to Postfix: commands out, whole replies in, until the client takes over. */
import { connect, type Socket } from 'node:net'
import type { Backend } from '../contract.ts'

/** A healthy Postfix answers in milliseconds; one that forks under load, in a second or two. */
const replyMs = 10_000

/** A reply is done with its line that has a blank behind the code (RFC 5321 4.2.1). */
const endOfReply = /(?:^|\n)(\d{3})(?: [^\n]*)?\r?\n$/

/** Never near this: a peer that sends more is not Postfix. */
const longestReply = 65_536

export interface EngineLine {
  /** Sends a command, if any, and waits for the reply. @throws Error when the connection ends, or no reply comes in time */
  ask(command: string): Promise<{ readonly code: number; readonly text: string }>
  /** Hears nothing any more; the socket is the caller's. */
  release(): Socket
  /** From here on an idle connection does not keep the process from ending. */
  unref(): void
  /** Closes without a word. */
  drop(): void
  /** True once the other side has closed, or spoke unasked (`421`): no use to anybody. */
  readonly isSpent: boolean
}

/** Opens a connection. The first `ask('')` reads the greeting. */
export const openEngineLine = (backend: Backend): EngineLine => {
  const socket = connect(backend.kind === 'unix' ? { path: backend.path } : { host: backend.host, port: backend.port })
  let text = ''
  let failure: Error | null = null
  let wake: (() => void) | null = null

  const onData = (chunk: Buffer): void => {
    text += chunk.toString('latin1')
    wake?.()
  }
  const fail = (error: Error): void => {
    failure ??= error
    wake?.()
  }
  const onEnd = (): void => fail(new Error('it closed the connection'))
  // Between `release` and the splice nobody else listens; an error then must not be an uncaught exception.
  socket.on('error', () => {})
  socket.on('data', onData).on('error', fail).on('end', onEnd).on('close', onEnd)

  const ask = async (command: string): Promise<{ code: number; text: string }> => {
    if (command) {
      text = ''
      socket.write(command)
    }
    const timer = setTimeout(() => fail(new Error(`no reply within ${replyMs / 1000} s`)), replyMs)
    try {
      for (;;) {
        const end = endOfReply.exec(text)
        if (end) return { code: Number(end[1]), text: text.trim() }
        if (failure) throw failure
        if (text.length > longestReply) throw new Error('its reply never ends')
        await new Promise<void>(resolve => (wake = resolve))
      }
    } finally {
      clearTimeout(timer)
      wake = null
    }
  }

  return {
    ask,
    release() {
      socket.off('data', onData).off('error', fail).off('end', onEnd).off('close', onEnd)
      socket.pause()
      return socket.ref()
    },
    unref() {
      socket.unref()
    },
    drop() {
      socket.destroy()
    },
    get isSpent() {
      return failure !== null || socket.destroyed
    },
  }
}
