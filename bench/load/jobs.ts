/** What one client of the load generator does, over and over, until the work is used up. Every reply is checked. */
import { open, oneLine, smtpReply, tagged, type Target } from './wire.ts'

/** Who signs in. */
export interface User {
  readonly address: string
  readonly password: string
}

/** One turn of a client. */
export interface Turn {
  readonly target: Target
  readonly user: User
  /** Messages on one connection, for `submit`. */
  readonly messages: number
}

// About 4 KB: the size of a short letter with the headers of a mail app.
const body = 'The quick brown fox jumps over the lazy dog, and the letter arrives. \r\n'.repeat(50)

const message = (user: User): string =>
  `From: <${user.address}>\r\nTo: <${user.address}>\r\nSubject: a letter\r\nDate: Tue, 24 Nov 2026 12:00:00 +0900\r\n` +
  `Message-ID: <${process.hrtime.bigint()}.${Math.trunc(Math.random() * 1e9)}@bench.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n${body}.\r\n`

const plain = ({ address, password }: User): string => Buffer.from(`\0${address}\0${password}`).toString('base64')

/** Connect, TLS, EHLO, AUTH, then the messages, QUIT. @returns messages accepted */
export const submit = async ({ target, user, messages }: Turn): Promise<number> => {
  const wire = await open(target)
  await wire.reply(smtpReply, '220')
  await wire.ask('EHLO client.bench.example\r\n', smtpReply, '250')
  await wire.ask(`AUTH PLAIN ${plain(user)}\r\n`, smtpReply, '235')
  for (let sent = 0; sent < messages; sent++) {
    await wire.ask(`MAIL FROM:<${user.address}>\r\n`, smtpReply, '250')
    await wire.ask(`RCPT TO:<${user.address}>\r\n`, smtpReply, '250')
    await wire.ask('DATA\r\n', smtpReply, '354')
    await wire.ask(message(user), smtpReply, '250')
  }
  await wire.ask('QUIT\r\n', smtpReply, '221')
  wire.close()
  return messages
}

/** Connect, TLS, LOGIN, SELECT, LOGOUT. @returns 1 */
export const signIn = async ({ target, user }: Turn): Promise<number> => {
  const wire = await open(target)
  await wire.reply(oneLine, '* OK')
  await wire.ask(`a LOGIN ${user.address} ${user.password}\r\n`, tagged('a'), 'a OK')
  await wire.ask('b SELECT INBOX\r\n', tagged('b'), 'b OK')
  await wire.ask('c LOGOUT\r\n', tagged('c'), 'c OK')
  wire.close()
  return 1
}

/**
 * Signs in and fetches every message whole. Bytes are counted, not kept.
 * @returns bytes of message text received
 */
export const fetchAll = async ({ target, user }: Turn): Promise<number> => {
  const wire = await open(target)
  await wire.reply(oneLine, '* OK')
  await wire.ask(`a LOGIN ${user.address} ${user.password}\r\n`, tagged('a'), 'a OK')
  await wire.ask('b EXAMINE INBOX\r\n', tagged('b'), 'b OK')
  const bytes = await countLiterals(wire.socket)
  wire.close()
  return bytes
}

const countLiterals = (socket: Awaited<ReturnType<typeof open>>['socket']): Promise<number> =>
  new Promise((resolve, reject) => {
    let bytes = 0
    let left = 0
    let line = ''
    const onLine = (): void => {
      const literal = /\{(\d+)\}\r\n$/.exec(line)
      if (literal) bytes += left = Number(literal[1])
      else if (line.startsWith('c OK')) resolve(bytes)
      else if (line.startsWith('c ')) reject(new Error(line))
      line = ''
    }
    socket.removeAllListeners('data')
    socket.on('close', () => reject(new Error(`closed in FETCH after ${bytes} bytes`)))
    socket.on('data', (chunk: Buffer) => {
      for (let at = 0; at < chunk.length; ) {
        const skipped = Math.min(left, chunk.length - at)
        left -= skipped
        at += skipped
        if (at === chunk.length) return
        const end = chunk.indexOf(10, at)
        line += chunk.toString('latin1', at, end < 0 ? chunk.length : end + 1)
        at = end < 0 ? chunk.length : end + 1
        if (end >= 0) onLine()
      }
    })
    socket.write('c FETCH 1:* BODY.PEEK[]\r\n')
  })

/** All jobs by name. */
export const jobs = { submit, signIn, fetchAll } satisfies Record<string, (turn: Turn) => Promise<number>>
export type JobName = keyof typeof jobs
