/** Has Postfix forget what it remembers of domains, and try again what waits for one that is served here now. */
import { postfixCommand } from '../engines/postfix/apply.ts'
import { areLocal } from '../store/routes.ts'
import type { Installation } from './installation.ts'

/**
 * Each smtpd remembers whether an address is ours for as long as it lives, which is a thousand clients; reloaded, it ends with the client that it has.
 * @param ids domains that changed
 * @throws Error when Postfix does not run: it remembers nothing then
 */
export const refreshPostfix = async (installation: Installation, ids: readonly number[]): Promise<void> => {
  await postfixCommand(installation, 'reload')
  if (await areLocal(installation.db, ids)) await postfixCommand(installation, 'flush')
}
