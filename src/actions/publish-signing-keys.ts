/** Gives rspamd the DKIM keys of every live domain. */
import { open } from '../base/seal.ts'
import { publishKeys } from '../engines/rspamd/keys.ts'
import { listSigningKeys } from '../store/dkim-keys.ts'
import { dkimPlace } from './insert-domain.ts'
import { type Installation, operator } from './installation.ts'

/**
 * Publishes; safe to repeat. Needs the right to write under the home's `rspamd/`.
 * @returns how many files changed
 * @throws Fault `corrupt` when a key does not open
 */
export const publishSigningKeys = async ({ db, home, secrets }: Installation): Promise<number> => {
  const keys = await listSigningKeys(db, operator)
  const opened = keys.map(({ domain, selector, privateKeySealed }) => ({ domain, selector, privateKey: open(secrets.master, dkimPlace(domain, selector), privateKeySealed) }))
  return publishKeys(home, opened).length
}
