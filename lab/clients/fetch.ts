/** Clients that read, each real: imapflow, curl, fetchmail, mbsync, Python's imaplib and poplib. They fetch INBOX whole and leave it as it is. */
import { mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ImapFlow } from 'imapflow'
import { withCrlf } from '../letters/letter.ts'
import { run } from '../process.ts'
import { type Account, type ClientResult, type FetchResult, clientDirectory, privateFile, timed } from './account.ts'

/** An imapflow client for an account, on 993, not connected yet. */
export const imapClient = (account: Account): ImapFlow =>
  new ImapFlow({
    host: account.host,
    port: 993,
    secure: true,
    auth: { user: account.address, pass: account.password },
    tls: { ca: [readFileSync(account.ca)] },
    logger: false,
    clientInfo: { name: 'todoku-lab' },
  })

/** Signs in with imapflow, opens a folder, does the work, and signs out. */
const within = async <T>(account: Account, folder: string, work: (client: ImapFlow, count: number) => Promise<T>): Promise<T> => {
  const client = imapClient(account)
  // Connection errors reach us through the promises; an event without a listener would end the process.
  client.on('error', () => {})
  await client.connect()
  try {
    const { exists } = await client.mailboxOpen(folder)
    return await work(client, exists)
  } finally {
    await client.logout()
  }
}

/** imapflow, one sign-in, a folder from its first message to its last. */
export const fetchWithImapflow = (account: Account, folder = 'INBOX'): Promise<FetchResult> =>
  timed(
    () =>
      within(account, folder, async (client, count) => {
        const messages: Buffer[] = []
        if (count > 0) for await (const { source } of client.fetch('1:*', { source: true })) messages.push(source ?? Buffer.alloc(0))
        return { messages, output: `${messages.length} messages` }
      }),
    output => ({ output, messages: [] }),
  )

/** Message-IDs of a folder, by imapflow, without the messages. @throws Error when the server refuses */
export const messageIds = (account: Account, folder = 'INBOX'): Promise<string[]> =>
  within(account, folder, async (client, count) => {
    const ids: string[] = []
    if (count > 0) for await (const { envelope } of client.fetch('1:*', { envelope: true })) ids.push(envelope?.messageId ?? '')
    return ids
  })

const readAll = (directory: string): Buffer[] =>
  readdirSync(directory)
    .toSorted()
    .map(name => withCrlf(readFileSync(join(directory, name))))

const fetchWithPython = async (script: string, account: Account): Promise<FetchResult> => {
  const directory = clientDirectory(script)
  const order = { host: account.host, ca: account.ca, user: account.address, password: account.password, directory }
  const outcome = await run('python3', [join(import.meta.dirname, `${script}_fetch.py`)], { input: JSON.stringify(order), timeoutMs: 120_000 })
  return { ...outcome, messages: readAll(directory) }
}

/** Python's imaplib on 993. */
export const fetchWithImaplib = (account: Account): Promise<FetchResult> => fetchWithPython('imaplib', account)

/** Python's poplib on 995. */
export const fetchWithPoplib = (account: Account): Promise<FetchResult> => fetchWithPython('poplib', account)

/** fetchmail over POP3 or IMAP with TLS; each message goes to a program that files it. fetchmail's exit code 1 says that there was no mail. */
export const fetchWithFetchmail = async (account: Account, protocol: 'pop3' | 'imap' = 'pop3'): Promise<FetchResult> => {
  const directory = clientDirectory('fetchmail')
  const mail = join(directory, 'mail')
  mkdirSync(mail)
  const settings = privateFile(
    directory,
    'fetchmailrc',
    `set idfile "${directory}/ids"
set no bouncemail
poll ${account.host} protocol ${protocol} port ${protocol === 'pop3' ? 995 : 993}
  user "${account.address}" password "${account.password}"
  ssl sslcertck sslcertfile "${account.ca}"
  fetchall keep no rewrite
  mda "cat > ${mail}/$(date +%s%N).eml"
`,
  )
  const outcome = await run('fetchmail', ['-v', '-f', settings, '--pidfile', join(directory, 'pid')], { timeoutMs: 120_000, env: { HOME: directory, FETCHMAILHOME: directory } })
  return { ...outcome, ok: outcome.code === 0 || outcome.code === 1, messages: readAll(mail) }
}

/** mbsync: INBOX over IMAP into a Maildir. */
export const fetchWithMbsync = async (account: Account): Promise<FetchResult> => {
  const directory = clientDirectory('mbsync')
  const settings = privateFile(
    directory,
    'mbsyncrc',
    `IMAPAccount lab
Host ${account.host}
Port 993
User ${account.address}
Pass ${account.password}
SSLType IMAPS
CertificateFile ${account.ca}

IMAPStore far
Account lab

MaildirStore near
Inbox ${directory}/INBOX
SubFolders Verbatim

Channel lab
Far :far:
Near :near:
Patterns INBOX
Create Near
Sync Pull
SyncState *
`,
  )
  const outcome = await run('mbsync', ['-c', settings, 'lab'], { timeoutMs: 120_000, env: { HOME: directory } })
  return { ...outcome, messages: outcome.ok ? ['cur', 'new'].flatMap(part => readAll(join(directory, 'INBOX', part))) : [] }
}

/** curl with an imaps:// address: one message of INBOX by its sequence number. */
export const fetchWithCurl = async (account: Account, number: number): Promise<FetchResult> => {
  const file = join(clientDirectory('curl'), 'message')
  const settings = [`url = "imaps://${account.host}/INBOX;MAILINDEX=${number}"`, `user = "${account.address}:${account.password}"`, `cacert = "${account.ca}"`].join('\n')
  const outcome = await run('curl', ['-sS', '-K', '-', '--output', file], { input: settings, timeoutMs: 120_000 })
  return { ...outcome, messages: outcome.ok ? [readFileSync(file)] : [] }
}

/** An open eye on INBOX by IDLE (RFC 2177). */
export interface Watch {
  /** Resolves with the number of messages once the server has announced a new one; null after `timeoutMs`. */
  arrival(timeoutMs: number): Promise<number | null>
  end(): Promise<void>
}

/**
 * Signs in with imapflow, opens INBOX and stays in IDLE.
 * @throws Error when the sign-in fails
 */
export const watchInbox = async (account: Account): Promise<Watch> => {
  const client = imapClient(account)
  client.on('error', () => {})
  await client.connect()
  await client.mailboxOpen('INBOX')
  const arrived = new Promise<number>(resolve => void client.on('exists', ({ count }: { count: number }) => resolve(count)))
  const idle = client.idle().catch(() => false)
  return {
    arrival: timeoutMs => {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<null>(resolve => (timer = setTimeout(() => resolve(null), timeoutMs)))
      return Promise.race([arrived, late]).finally(() => clearTimeout(timer))
    },
    end: async () => {
      await client.logout()
      await idle
    },
  }
}

/** Appends a message to a folder over IMAP. `output` is the server's answer when it refuses. */
export const appendWithImapflow = (account: Account, folder: string, raw: Buffer): Promise<ClientResult> =>
  timed(
    () =>
      within(account, folder, async client => {
        await client.append(folder, raw)
        return { output: 'appended' }
      }),
    output => ({ output }),
  )
