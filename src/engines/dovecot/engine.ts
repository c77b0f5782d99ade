/**
 * Dovecot as the supervisor sees it: a private instance that keeps mail and serves IMAP, POP3 and LMTP behind the edge and Postfix.
 * Owns Maildirs, indexes, quotas and Sieve. Does not own passwords or TLS (the edge), nor who has a mailbox (the database).
 *
 * How the edge signs in, once for each connection, on `behind.imap` and `behind.pop3` (loopback TCP; over a UNIX socket Dovecot ignores the address):
 *
 *     IMAP  I ID ("x-originating-ip" "192.0.2.7" "x-originating-port" "50123" "x-connected-ip" "198.51.100.1" "x-connected-port" "993")
 *           S AUTHENTICATE PLAIN base64(NUL address NUL secret)        before any other command; LOGIN "address" "secret" does as well
 *     POP3  XCLIENT ADDR=192.0.2.7 PORT=50123
 *           AUTH PLAIN base64(NUL address NUL secret)                   or USER and PASS
 *
 * The secret is `secrets.edge`, new at each start of the supervisor, and the only password there is.
 */
import { formatEndpoint } from '../../base/config.ts'
import type { Engine, EngineSettings } from '../engine.ts'
import { dovecotTool, prepareDovecot, writeDovecot } from './apply.ts'
import { dovecotPaths } from './paths.ts'
import { firstLineOf } from './probe.ts'
import { readDovecotFacts } from './read.ts'

const unready = async ({ config, home }: EngineSettings): Promise<string | null> => {
  const places = [
    { name: 'IMAP', where: { host: config.behind.imap.address, port: config.behind.imap.port }, wanted: '* OK', goodbye: 'a LOGOUT' },
    { name: 'POP3', where: { host: config.behind.pop3.address, port: config.behind.pop3.port }, wanted: '+OK', goodbye: 'QUIT' },
    { name: 'LMTP', where: { path: dovecotPaths(home).lmtp }, wanted: '220', goodbye: 'QUIT' },
  ]
  for (const { name, where, wanted, goodbye } of places) {
    try {
      const line = await firstLineOf(where, goodbye)
      if (!line.startsWith(wanted)) return `Dovecot's ${name} says "${line}"`
    } catch (error) {
      return `Dovecot's ${name} does not answer: ${(error as Error).message}`
    }
  }
  return null
}

/** The engine for these settings. */
export const dovecot = (settings: EngineSettings): Engine => ({
  name: 'dovecot',
  ports: () => [formatEndpoint(settings.config.behind.imap), formatEndpoint(settings.config.behind.pop3), 'unix'],
  prepare: () => prepareDovecot(settings),
  program: () => ({
    command: '/usr/sbin/dovecot',
    args: ['-F', '-c', dovecotPaths(settings.home).config],
    stopSignal: 'SIGTERM',
    stopSeconds: 10,
  }),
  unready: () => unready(settings),
  reload: async () => {
    await writeDovecot(settings, await readDovecotFacts())
    await dovecotTool('/usr/bin/doveadm', dovecotPaths(settings.home).config, ['reload'])
  },
})
