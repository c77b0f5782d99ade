/**
 * One letter in and one out, as a newcomer's mail app would: run inside the fresh machine as a program of its own.
 * usage: round-trip.ts ADDRESS PASSWORD. Prints what came; exit code 1 with the reason when something did not.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import { createTransport } from 'nodemailer'

const [address = '', password = ''] = process.argv.slice(2)
// The certificate of a first start is self-signed.
const tls = { rejectUnauthorized: false }
const patienceMs = 30_000

const letter = (from: string, subject: string) => ({ envelope: { from, to: address }, raw: `From: <${from}>\r\nTo: <${address}>\r\nSubject: ${subject}\r\n\r\n${subject}\r\n` })

/** A stranger's server on 25. */
const bringIn = (): Promise<unknown> => createTransport({ host: '127.0.0.1', port: 25, tls }).sendMail(letter('stranger@outside.example', 'brought in'))

/** The mail app on 465. */
const sendOut = (): Promise<unknown> => createTransport({ host: '127.0.0.1', port: 465, secure: true, tls, auth: { user: address, pass: password } }).sendMail(letter(address, 'sent out'))

const subjects = async (): Promise<string[]> => {
  const client = new ImapFlow({ host: '127.0.0.1', port: 993, secure: true, tls, auth: { user: address, pass: password }, logger: false })
  await client.connect()
  try {
    await client.mailboxOpen('INBOX')
    const found: string[] = []
    for await (const { envelope } of client.fetch('1:*', { envelope: true })) found.push(envelope?.subject ?? '')
    return found
  } finally {
    await client.logout()
  }
}

await bringIn()
await sendOut()
for (const end = Date.now() + patienceMs; ; await sleep(300)) {
  const found = await subjects()
  if (found.includes('brought in') && found.includes('sent out')) break
  if (Date.now() > end) throw new Error(`in the mailbox after ${patienceMs / 1000} s: ${found.join(', ') || 'nothing'}`)
}
process.stdout.write('brought in on 25, sent on 465, both read on 993\n')
