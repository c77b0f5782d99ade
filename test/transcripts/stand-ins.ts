/** Engines and accounts for transcripts: just enough of Postfix and Dovecot to be signed in to, then an echo that shows what the engine hears. */
import { createServer, type AddressInfo, type Server } from 'node:net'
import type { Backend, EdgeContext, Refusal, SignInAnswer } from '../../src/edge/contract.ts'
import type { Protocol } from '../../src/core/values/protocol.ts'
import type { Finding } from '../../src/core/causes/index.ts'

export const ref = 'K7Q2-9F'
const edgeSecret = 'edge secret'

/** Says the greeting, then answers each line. */
const lineServer = async (greeting: string, answer: (line: string) => string): Promise<Server> => {
  const server = createServer({ allowHalfOpen: true }, socket => {
    let text = ''
    socket.on('error', () => {}).on('end', () => socket.end()).unref()
    socket.write(greeting)
    socket.on('data', chunk => {
      text += chunk.toString('latin1')
      for (let at = text.indexOf('\r\n'); at >= 0; at = text.indexOf('\r\n')) {
        const line = text.slice(0, at)
        text = text.slice(at + 2)
        socket.write(answer(line))
        if (/QUIT|LOGOUT/i.test(line)) socket.end()
      }
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return server
}

const postfix = (line: string): string => {
  if (line.startsWith('XCLIENT ')) return `220 ${line.replace(/PORT=\d+/, 'PORT=n')}\r\n`
  if (line.startsWith('EHLO ') || line.startsWith('HELO ')) return '250-postfix\r\n250 PIPELINING\r\n'
  return line === 'QUIT' ? '221 2.0.0 Bye\r\n' : `250 2.0.0 Postfix hears: ${line}\r\n`
}

const isEdge = (line: string): boolean => Buffer.from(line.split(' ').at(-1)!, 'base64').toString().endsWith(`\0${edgeSecret}`)

const imap = (line: string): string => {
  const [tag = '*', command] = line.split(' ')
  if (command === 'ID') return `* ID ("name" "Dovecot")\r\n${tag} OK ID completed.\r\n`
  if (command === 'AUTHENTICATE') return isEdge(line) ? `${tag} OK [CAPABILITY IMAP4rev1 IDLE MOVE] Logged in\r\n` : `${tag} NO [AUTHENTICATIONFAILED] No.\r\n`
  return command === 'LOGOUT' ? `* BYE Logging out\r\n${tag} OK Logout completed.\r\n` : `${tag} OK Dovecot hears: ${line}\r\n`
}

const pop3 = (line: string): string => {
  if (line.startsWith('AUTH ')) return isEdge(line) ? '+OK Logged in.\r\n' : '-ERR [AUTH] No.\r\n'
  return line === 'QUIT' ? '+OK Logging out.\r\n' : `+OK Dovecot hears: ${line.replace(/^XCLIENT.*/, 'XCLIENT')}\r\n`
}

const refused = (finding: Finding): SignInAnswer => ({ verdict: 'refuse', finding, ref })

/** hana@example.jp with `kumo no ue 7` gets in; the others each meet a fate of their own. */
const verdictFor = (login: string, password: string): SignInAnswer => {
  const address = login.toLowerCase()
  if (!address.includes('@')) return refused({ id: 'identity.no-domain', facts: { login } })
  if (address === 'away@example.jp') return refused({ id: 'ours.store-away', facts: { why: 'it is away' } })
  if (address === 'suspended@example.jp') return refused({ id: 'identity.mailbox-suspended', facts: { mailbox: address } })
  if (address !== 'hana@example.jp') return refused({ id: 'identity.no-such-mailbox', facts: { login } })
  if (password !== 'kumo no ue 7') return refused({ id: 'credential.mismatch', facts: { mailbox: address } })
  return { verdict: 'accept', who: { mailboxId: 1, address, serverId: 'sv0001' } }
}

export interface StandIns {
  /** A context that notes what is refused, in order. */
  contextFor(noted: string[], engineAway: boolean): EdgeContext
  close(): void
}

/** Starts the engines. */
export const startStandIns = async (): Promise<StandIns> => {
  const engines: Readonly<{ [P in Protocol]: Server }> = {
    smtp: await lineServer('220 postfix ESMTP\r\n', postfix),
    imap: await lineServer('* OK [CAPABILITY IMAP4rev1] Dovecot ready.\r\n', imap),
    pop3: await lineServer('+OK [XCLIENT] Dovecot ready.\r\n', pop3),
  }
  const backend = (protocol: Protocol): Backend => ({ kind: 'tcp', host: '127.0.0.1', port: (engines[protocol].address() as AddressInfo).port, secret: edgeSecret })
  return {
    contextFor: (noted, engineAway) => ({
      hostName: 'sv0001.example.jp',
      authenticate: async ({ login, password }) => {
        const answer = verdictFor(login, password)
        if (answer.verdict === 'refuse') noted.push(answer.finding.id)
        return answer
      },
      record: ({ finding }: Refusal) => {
        noted.push(finding.id)
        return ref
      },
      // Port 1 of loopback: nobody listens.
      backendFor: (_, protocol) => (engineAway ? { kind: 'tcp', host: '127.0.0.1', port: 1, secret: edgeSecret } : backend(protocol)),
      capabilities: { smtp: ['PIPELINING', 'SIZE 26214400', '8BITMIME'], imap: ['IMAP4rev1', 'IDLE', 'MOVE'], pop3: ['TOP', 'UIDL', 'USER'] },
      signInMs: 20_000,
      triesPerConnection: 3,
    }),
    close: () => {
      for (const server of Object.values(engines)) server.close()
    },
  }
}
