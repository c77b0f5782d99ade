/** The supervisor's control socket: one JSON line asks, one JSON line answers. Only root may speak to it. */
import { once } from 'node:events'
import { chmodSync, rmSync } from 'node:fs'
import { createConnection, createServer, type Server, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import type { Home } from '../base/home.ts'

/** What may be asked. */
export type Request = 'status' | 'reload' | 'stop'

/** The answer: a value, or why not. */
export type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly why: string }

const requests: readonly Request[] = ['status', 'reload', 'stop']

const answerTo = async (line: string, serve: (request: Request) => Promise<unknown>): Promise<Answer> => {
  const request = requests.find(name => line === JSON.stringify({ do: name }))
  if (!request) return { ok: false, why: `unknown request: ${line.slice(0, 100)}` }
  try {
    return { ok: true, value: (await serve(request)) ?? null }
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) }
  }
}

const serveOne = (socket: Socket, serve: (request: Request) => Promise<unknown>): void => {
  socket.on('error', () => {})
  createInterface({ input: socket }).on('line', line => {
    void answerTo(line, serve).then(answer => socket.writable && socket.write(`${JSON.stringify(answer)}\n`))
  })
}

/**
 * Opens the socket. Call it only while holding the home's lock: a socket file that is there already is somebody's who died.
 */
export const openControl = async (home: Home, serve: (request: Request) => Promise<unknown>): Promise<Server> => {
  rmSync(home.control, { force: true })
  const server = createServer(socket => serveOne(socket, serve))
  const mask = process.umask(0o177)
  try {
    server.listen(home.control)
    await once(server, 'listening')
  } finally {
    process.umask(mask)
  }
  chmodSync(home.control, 0o600)
  return server
}

/** Thrown by `ask` when nobody listens. `denied` means that somebody may, but not for this user. */
export class NoSupervisor extends Error {
  readonly denied: boolean
  constructor(denied: boolean, cause: unknown) {
    super(denied ? 'the control socket may not be opened' : 'no supervisor runs', { cause })
    this.name = 'NoSupervisor'
    this.denied = denied
  }
}

/**
 * Asks the home's supervisor.
 * @throws NoSupervisor when none runs or it ends before it answers; Error with its reason when it says no
 */
export const ask = async (home: Home, request: Request): Promise<unknown> => {
  const socket = createConnection(home.control)
  try {
    await once(socket, 'connect')
    socket.write(`${JSON.stringify({ do: request })}\n`)
    for await (const line of createInterface({ input: socket })) {
      const answer = JSON.parse(line) as Answer
      if (answer.ok) return answer.value
      throw new Error(answer.why)
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    throw new NoSupervisor(code === 'EACCES' || code === 'EPERM', error)
  } finally {
    socket.destroy()
  }
  throw new NoSupervisor(false, null)
}
