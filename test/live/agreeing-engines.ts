/** Engines that take whatever sign-in the edge brings: with them, whoever is let in hears so. */
import { once } from 'node:events'
import { chmodSync, mkdirSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { dirname } from 'node:path'
import { postfixPaths } from '../../src/engines/postfix/paths.ts'
import type { Cluster } from './cluster.ts'

const speak = (greeting: string, answer: (line: string) => string) => (socket: Socket): void => {
  socket.on('error', () => {}).write(greeting)
  socket.on('data', chunk => String(chunk).split('\r\n').filter(Boolean).forEach(line => void socket.write(answer(line))))
}
const imap = speak('* OK [CAPABILITY IMAP4rev1] ready\r\n', line => `${line.split(' ')[0]} OK [CAPABILITY IMAP4rev1] done\r\n`)
const pop3 = speak('+OK ready\r\n', () => '+OK done\r\n')
const smtp = speak('220 ready ESMTP\r\n', line => (line.startsWith('XCLIENT') ? '220 ready ESMTP\r\n' : '250 done\r\n'))

/**
 * Starts them where the edge of this cluster looks for its engines.
 * @returns a function that ends them
 */
export const startAgreeingEngines = async ({ home, config: { behind } }: Cluster): Promise<() => void> => {
  const { submission } = postfixPaths(home)
  mkdirSync(dirname(submission), { recursive: true })
  const engines: Server[] = [
    createServer(imap).listen(behind.imap.port, behind.imap.address),
    createServer(pop3).listen(behind.pop3.port, behind.pop3.address),
    createServer(smtp).listen(submission),
  ]
  await Promise.all(engines.map(engine => once(engine, 'listening')))
  // The edge is user `mail`.
  for (let path = submission; path !== home.root; path = dirname(path)) chmodSync(path, 0o777)
  return () => engines.forEach(engine => engine.close())
}
