/** One supervisor for each home: a lock that the kernel lets go of however its holder ends. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import type { Home } from '../base/home.ts'

/**
 * Takes the lock: a name in the abstract socket namespace (unix(7)), which vanishes with the process and needs no file to be cleaned up.
 * @returns the lock (close it to let go), or null when another process has it
 */
export const lockHome = async (home: Home): Promise<Server | null> => {
  const server = createServer(socket => socket.destroy())
  server.listen(`\0todoku-${createHash('sha256').update(home.root).digest('hex').slice(0, 32)}`)
  try {
    await once(server, 'listening')
    server.unref()
    return server
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return null
    throw error
  }
}
