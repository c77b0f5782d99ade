/** Makes the cases' mailboxes on our installation, by the same actions that the command line calls: one process for all of them. */
import { addAlias } from '../../src/actions/change-aliases.ts'
import { addMailbox } from '../../src/actions/add-mailbox.ts'
import { addAppPassword, removeAppPassword, requireAppPasswords } from '../../src/actions/change-app-passwords.ts'
import { addBlock } from '../../src/actions/change-blocks.ts'
import { changeCountryRule } from '../../src/actions/change-country-rule.ts'
import { changeMailbox } from '../../src/actions/change-mailbox.ts'
import { addPass } from '../../src/actions/change-passes.ts'
import { changePassword } from '../../src/actions/change-password.ts'
import { closeInstallation, type Installation as Opened, openInstallation, operator } from '../../src/actions/installation.ts'
import { removeMailbox } from '../../src/actions/remove-mailbox.ts'
import type { Refusal } from '../../src/core/values/refusal.ts'
import type { Result } from '../../src/core/values/result.ts'
import type { Installation } from '../installation.ts'
import type { Person } from './people.ts'
import { secret } from './spoken.ts'

/** The value. @throws Error with the refusal */
const firm = async <T>(made: Promise<Result<T, Refusal>>): Promise<T> => {
  const result = await made
  if (!result.ok) throw new Error(JSON.stringify(result.why))
  return result.value
}

const dayMs = 24 * 3600_000

/** @returns the secret that was made */
const settleAppPassword = async (opened: Opened, { address, appPassword: plan, appPasswordRequired }: Person): Promise<string> => {
  if (!plan) return ''
  const expiresAt = plan.expired ? new Date(Date.now() - dayMs) : null
  const { password } = await firm(addAppPassword(opened, operator, address, { name: plan.name, scopes: plan.scopes, expiresAt }))
  if (appPasswordRequired) await firm(requireAppPasswords(opened, operator, address, true, new Date()))
  if (plan.revoked) await firm(removeAppPassword(opened, operator, address, plan.name))
  return secret(password)
}

const settlePlaces = async (opened: Opened, { address, blocked, retrievalHeld, pass }: Person): Promise<void> => {
  if (blocked) await firm(addBlock(opened, operator, address, blocked))
  if (retrievalHeld) await firm(changeCountryRule(opened, operator, address, { retrieval: true }))
  if (pass) await firm(addPass(opened, operator, address, { ...pass, until: new Date(Date.now() + dayMs) }))
}

const settleOne = async (opened: Opened, person: Person): Promise<Person> => {
  const { address, password, previous, quota, off, suspended, alias, domain } = person
  if (person.missing) return person
  await firm(addMailbox(opened, operator, { address, password: previous ?? password, quotaBytes: quota }))
  if (previous) await firm(changePassword(opened, operator, address, password))
  if (off) await firm(changeMailbox(opened, operator, address, { [`${off}Enabled`]: false }))
  if (suspended) await firm(changeMailbox(opened, operator, address, { suspended: true }))
  if (alias) await firm(addAlias(opened, operator, `${alias}@${domain}`, address))
  await settlePlaces(opened, person)
  if (person.removed) await firm(removeMailbox(opened, operator, address))
  return { ...person, appSecret: await settleAppPassword(opened, person) }
}

/** Makes them all, some at a time. @returns them with what was made up for them */
export const settlePeople = async ({ home }: Installation, people: readonly Person[]): Promise<Person[]> => {
  const opened = openInstallation(home, 'cli')
  const settled: Person[] = []
  const waiting = [...people.entries()]
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) settled[next[0]] = await settleOne(opened, next[1])
  }
  try {
    await Promise.all([worker(), worker(), worker()])
    return settled
  } finally {
    await closeInstallation(opened)
  }
}
