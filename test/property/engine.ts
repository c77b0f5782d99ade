/** A Dovecot that is not one: takes any sign-in, or fails in one of many ways, as the seed says. */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import type { RandomSource } from '../random.ts'

export interface EngineScript {
  readonly greeting: string
  /** What it says once the sign-in has arrived. */
  readonly accepts: string
  readonly refusals: readonly string[]
}

/** An engine of another kind, told what to do with each connection. */
export type Behaviour = (socket: Socket, random: RandomSource) => void

const behave = (socket: Socket, script: EngineScript, random: RandomSource): void => {
  socket.on('error', () => {})
  if (random.int(8) === 0) return void socket.destroy()
  socket.write(script.greeting)
  let said = ''
  const hear = (chunk: Buffer): void => {
    said += chunk.toString('latin1')
    if (!/(?:AUTHENTICATE|AUTH) PLAIN .*\r\n/.test(said)) return
    socket.off('data', hear).resume()
    const isAccepted = random.int(4) !== 0
    const answer = isAccepted ? script.accepts : random.pick(script.refusals)
    const cut = random.int(answer.length + 1)
    socket.write(answer.slice(0, cut))
    // What is no answer ends, since an engine that stays silent is waited for in earnest.
    setImmediate(() => (isAccepted && random.int(3) ? socket.write(answer.slice(cut)) : socket.end(answer.slice(cut))))
  }
  socket.on('data', hear)
}

/** @returns its port, and what stops it */
export const startEngine = async (script: EngineScript | Behaviour, random: RandomSource): Promise<{ port: number; server: Server }> => {
  const server = createServer(socket => (typeof script === 'function' ? script(socket, random) : behave(socket, script, random)))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, server }
}
