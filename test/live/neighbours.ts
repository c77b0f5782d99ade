/** Small stand-ins for Postfix's neighbours: a milter that lets everything pass, an LMTP server that keeps what it gets, a quota policy. */
import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { once } from 'node:events'
import { dirname } from 'node:path'

/** A stand-in that runs; closing it also ends its connections, as when a daemon is killed. */
export interface Neighbour {
  close(): Promise<void>
}

const listen = async (path: string, serve: (socket: Socket) => void): Promise<Neighbour> => {
  const sockets = new Set<Socket>()
  mkdirSync(dirname(path), { recursive: true })
  rmSync(path, { force: true })
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    serve(socket)
  })
  server.listen(path)
  await once(server, 'listening')
  chmodSync(path, 0o666)
  return {
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** Milter protocol version 6: agrees to be told nothing (every SMFIP_NO… step), so Postfix asks only for the end of the message. */
export const passingMilter = (path: string): Promise<Neighbour> =>
  listen(path, socket => {
    let buffer = Buffer.alloc(0)
    socket.on('data', chunk => {
      buffer = Buffer.concat([buffer, chunk])
      while (buffer.length >= 4 && buffer.length >= 4 + buffer.readUInt32BE(0)) {
        const packet = buffer.subarray(4, 4 + buffer.readUInt32BE(0))
        buffer = buffer.subarray(4 + packet.length)
        const command = String.fromCharCode(packet[0] ?? 0)
        if (command === 'O') {
          const answer = Buffer.alloc(17)
          answer.writeUInt32BE(13, 0)
          answer.write('O', 4)
          answer.writeUInt32BE(6, 5)
          answer.writeUInt32BE(0, 9)
          answer.writeUInt32BE(0x37f & packet.readUInt32BE(9), 13)
          socket.write(answer)
        } else if (command === 'Q') socket.end()
        else if (command === 'E') socket.write(Buffer.from([0, 0, 0, 1, 'c'.charCodeAt(0)]))
      }
    })
  })

/** One message as LMTP brought it. */
export interface Delivered {
  readonly recipient: string
  readonly message: string
}

/** An LMTP server (RFC 2033) without SMTPUTF8, as Dovecot's is. It refuses the extension +refused. */
export const keepingLmtp = async (path: string): Promise<{ server: Neighbour; delivered: Delivered[] }> => {
  const delivered: Delivered[] = []
  const server = await listen(path, socket => {
    let text = ''
    let recipients: string[] = []
    let inData = false
    const answer = (line: string): string => {
      if (/^LHLO/i.test(line)) return '250-keeper\r\n250-8BITMIME\r\n250-PIPELINING\r\n250 ENHANCEDSTATUSCODES'
      const recipient = /^RCPT TO:<(.*?)>/i.exec(line)?.[1]
      if (recipient?.includes('+refused')) return '550 5.7.1 not this one'
      if (recipient !== undefined) recipients.push(recipient)
      if (/^(MAIL|RSET)/i.test(line)) recipients = []
      if (/^DATA/i.test(line) && recipients.length === 0) return '503 5.5.1 no recipients'
      inData = /^DATA/i.test(line)
      return inData ? '354 go on' : /^QUIT/i.test(line) ? '221 2.0.0 bye' : '250 2.0.0 ok'
    }
    socket.write('220 keeper LMTP\r\n')
    socket.on('data', chunk => {
      text += chunk.toString('utf8')
      for (;;) {
        const end = text.indexOf(inData ? '\r\n.\r\n' : '\r\n')
        if (end < 0) return
        const piece = text.slice(0, end)
        text = text.slice(end + (inData ? 5 : 2))
        if (inData) {
          inData = false
          delivered.push(...recipients.map(recipient => ({ recipient, message: piece })))
          socket.write(recipients.map(() => '250 2.0.0 kept\r\n').join(''))
        } else socket.write(`${answer(piece)}\r\n`)
      }
    })
  })
  return { server, delivered }
}

/** A policy server (SMTPD_POLICY_README) that finds one address full, and in another room for so many bytes. */
export const quotaPolicy = (path: string, full: string, { address, bytes } = { address: '', bytes: 0 }): Promise<Neighbour> =>
  listen(path, socket => {
    let text = ''
    socket.on('data', chunk => {
      text += chunk.toString('utf8')
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const asked = new Map(text.slice(0, end).split('\n').map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]))
        const isFull = asked.get('recipient') === full || (asked.get('recipient') === address && Number(asked.get('size')) > bytes)
        text = text.slice(end + 2)
        socket.write(isFull ? 'action=452 4.2.2 Mailbox is full\n\n' : 'action=DUNNO\n\n')
      }
    })
  })
