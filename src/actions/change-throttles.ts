/** Lists throttles and lifts them. */
import { loginForm } from '../core/authentication/login-form.ts'
import { parseNetwork } from '../core/values/network.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import type { Page, PageRequest } from '../store/page.ts'
import { deleteThrottles, type ListedThrottle, listThrottles } from '../store/throttles.ts'
import type { Installation, Whose } from './installation.ts'

export type { ListedThrottle } from '../store/throttles.ts'

/** A page of those that hold now, of one login where one is named: whether there is such a mailbox or not. */
export const readThrottles = ({ db }: Installation, whose: Whose, now: Date, { login, ...page }: PageRequest & { readonly login?: string | undefined }): Promise<Page<ListedThrottle>> =>
  listThrottles(db, whose, now, { ...page, login: login === undefined ? undefined : loginForm(login) })

/** Which throttles are to go. Neither named: all. */
export interface WantedLift {
  readonly login?: string | undefined
  readonly network?: string | undefined
}

/** Lifts throttles; edges hear of it at once. @returns how many; refused when the network is none */
export const liftThrottles = async ({ db }: Installation, whose: Whose, { login, network: given }: WantedLift): Promise<Result<number, Refusal>> => {
  const network = given === undefined ? undefined : parseNetwork(given)
  if (network === null) return no({ kind: 'invalid-network', given: given ?? '' })
  return yes(await deleteThrottles(db, whose, { login: login === undefined ? undefined : loginForm(login), network }))
}
