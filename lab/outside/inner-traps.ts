/** Listens where no stranger may make a program of ours connect: loopback, a link-local address, a private network. Whoever comes is counted. */
import { createServer, type Server } from 'node:net'
import { innerAddresses } from '../places.ts'
import { run } from '../process.ts'

export interface InnerTraps {
  /** Addresses and ports that were connected to, such as `127.0.0.1:80`. */
  readonly sprung: string[]
  stop(): Promise<void>
}

const trap = async (address: string, port: number, sprung: string[]): Promise<Server> => {
  const server = createServer(socket => {
    sprung.push(`${address}:${port}`)
    socket.on('error', () => {}).end('HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nwhat only this machine may read\n')
  })
  await new Promise<void>((resolve, reject) => void server.once('error', reject).listen(port, address, resolve))
  return server
}

/** Sets them, on ports 80 and 443. @throws Error when an address cannot be had */
export const setTraps = async (): Promise<InnerTraps> => {
  const routes = innerAddresses.filter(address => !/^127\.|^::1$/.test(address)).map(address => `route replace local ${address}/32 dev lo table local`)
  const { ok, output } = await run('ip', ['-batch', '-'], { input: `${routes.join('\n')}\n` })
  if (!ok) throw new Error(`ip: ${output.trim()}`)
  const sprung: string[] = []
  const servers = await Promise.all(innerAddresses.flatMap(address => [80, 443].map(port => trap(address, port, sprung))))
  return { sprung, stop: async () => void (await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))))) }
}
