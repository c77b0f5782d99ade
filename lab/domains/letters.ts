/** Letters that reach the old mail host: codes, and notices to owners. */
import { simpleParser } from 'mailparser'
import type { Received } from '../outside/mail-host.ts'
import { until } from '../process.ts'
import type { Person, Stage } from './case.ts'

const isFor = (address: string, { recipients }: Received): boolean => recipients.some(recipient => recipient.toLowerCase() === address)

const codeOf = async ({ raw }: Received): Promise<string> => {
  const { text = '' } = await simpleParser(raw)
  const code = /\b(\d{4}) ?(\d{4})\b/.exec(text)
  if (!code) throw new Error(`a letter without a code: ${text}`)
  return `${code[1]}${code[2]}`
}

/** The codes that came to an address so far, the first one first, when there are as many as wanted. @throws Error when they do not come within 40 s */
export const codesAt = async ({ world }: Stage, address: string, wanted = 1): Promise<string[]> => {
  const letters = (): Received[] => world.mail.inbox.filter(letter => isFor(address, letter))
  if (!(await until(() => (letters().length >= wanted ? true : null), 40_000, 200))) throw new Error(`${letters().length} letters to ${address}, wanted ${wanted}`)
  return Promise.all(letters().map(codeOf))
}

/** What an owner was told about a name, as subjects. */
export const noticesTo = async ({ world }: Stage, { contact }: Person): Promise<string[]> => {
  const letters = world.mail.inbox.filter(letter => isFor(contact, letter))
  return Promise.all(letters.map(async ({ raw }) => (await simpleParser(raw)).subject ?? ''))
}

/** Waits for a notice whose subject fits. @returns the subject. @throws Error with what came instead */
export const noticeTo = async (stage: Stage, person: Person, subject: RegExp): Promise<string> => {
  const found = await until(async () => (await noticesTo(stage, person)).find(text => subject.test(text)) ?? null, 60_000, 500)
  if (found === null) throw new Error(`${person.contact} was told: ${(await noticesTo(stage, person)).join('; ') || 'nothing'}`)
  return found
}
