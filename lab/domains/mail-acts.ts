/** Letters of the cases: from strangers to mailboxes here, and from our own users to domains that move. */
import { readFileSync } from 'node:fs'
import { createTransport } from 'nodemailer'
import { type Account } from '../clients/account.ts'
import { sendWithNodemailer } from '../clients/send.ts'
import { composeLetter } from '../letters/letter.ts'
import { ours, outside } from '../places.ts'
import { arrival, newMark } from '../tour/world.ts'
import type { Stage } from './case.ts'
import { contactDomain } from './world.ts'

/** Makes a mailbox here. */
export const addMailbox = async ({ world }: Stage, address: string): Promise<Account> => {
  const made = (await world.installation.cli(['mailbox', 'add', address])) as { readonly password: string }
  return world.installation.account(address, made.password)
}

/** What our port 25, or our submission, said at last. */
export interface Answer {
  readonly ok: boolean
  readonly said: string
  readonly mark: string
}

const stranger = `stranger@${contactDomain}`

/** A stranger's server brings a letter to our port 25, whatever the MX says. */
export const knock = async ({ world }: Stage, to: string): Promise<Answer> => {
  const mark = newMark('knock')
  const transport = createTransport({ host: ours.hostName, port: 25, name: outside.hostName, localAddress: outside.address, requireTLS: true, tls: { ca: readFileSync(world.internet.authority.root), servername: ours.hostName } })
  try {
    const { response } = await transport.sendMail({ envelope: { from: stranger, to: [to] }, raw: composeLetter({ from: stranger, to, charset: 'utf-8', mark }) })
    return { ok: true, said: response, mark }
  } catch (error) {
    return { ok: false, said: (error as { response?: string }).response ?? (error as Error).message, mark }
  } finally {
    transport.close()
  }
}

/** The same where it must be taken. @returns its mark. @throws Error with what was said */
export const strangerSends = async (stage: Stage, to: string): Promise<string> => {
  const { ok, said, mark } = await knock(stage, to)
  if (!ok) throw new Error(`a letter to ${to} was not taken: ${said}`)
  return mark
}

/** Waits until the letter is in INBOX. @throws Error when it does not come */
export const arrivalOf = async (account: Account, mark: string): Promise<void> => void (await arrival(account, mark))

/** One of our own users writes. */
export const userSends = async (from: Account, to: string): Promise<Answer> => {
  const mark = newMark('from-here')
  const { ok, output } = await sendWithNodemailer(from, { to, raw: composeLetter({ from: from.address, to, charset: 'utf-8', mark }) })
  return { ok, said: output, mark }
}
