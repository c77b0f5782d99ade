/**
 * Finds out, after a refusal was told, what the client meant: the password before this one, a variant of the right one, a name nearby, a cloud service.
 * The wire shows nothing of it, neither in words nor in time. Slow hashes are computed one at a time, so often and no more, and not while sign-ins wait.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { verifyPassword, waitingHashes } from '../base/password-hash.ts'
import { semaphore } from '../base/semaphore.ts'
import type { CountryOpinion } from '../core/authentication/country.ts'
import type { Facts, Near } from '../core/authentication/facts.ts'
import { variantsOf } from '../core/authentication/variants.ts'
import type { Finding } from '../core/causes/index.ts'
import { type Rate, taken } from '../core/limits/rate.ts'
import { surroundingNetwork } from '../core/values/network.ts'
import type { Account } from '../store/credentials.ts'

/** Where more may be learnt. */
export interface RefusalSources {
  /** What a name may have meant. Rejects when the store is away. */
  findNear(localPart: string, domain: string | null): Promise<Near>
  /** Names the service behind a blocked address. Never throws. */
  nameService(opinion: CountryOpinion, address: string): Promise<CountryOpinion>
}

/** A refused sign-in, with what only the right ones may see of it. */
export interface RefusedSignIn {
  readonly facts: Facts
  readonly account: Account | null
  readonly password: string
  readonly remoteAddress: string
}

/** Learns more; never throws. @returns the facts, with what could be learnt */
export type RefusalRefiner = (refused: RefusedSignIn) => Promise<Facts>

/** A slow hash takes some 15 ms of a core: all of this together is a tenth of one core at the very most. */
const limitOfAll = { most: 300, windowMs: 300_000 }
const limitOfAccount = { most: 30, windowMs: 900_000 }
/** A name nearby takes the store and us some milliseconds: whoever invents names must not keep both busy. */
const nearOfAll = { most: 1500, windowMs: 300_000 }
const nearOfNetwork = { most: 60, windowMs: 300_000 }
const mostWaiting = 64
const pauseMs = 50
const mostPauses = 40
const mostRemembered = 10_000

const remember = <V>(map: Map<string, V>, key: string, value: V): V => {
  map.delete(key)
  map.set(key, value)
  const oldest = map.size > mostRemembered ? map.keys().next().value : undefined
  if (oldest !== undefined) map.delete(oldest)
  return value
}

/** Whoever waits for a reply goes first. @throws Error when the machine stays busy */
const quiet = async (): Promise<void> => {
  for (let tries = 0; waitingHashes() > 0; tries++) {
    if (tries === mostPauses) throw new Error('sign-ins wait')
    await sleep(pauseMs)
  }
}

/**
 * Makes the refiner.
 * @param now milliseconds
 */
export const refusalRefiner = ({ findNear, nameService }: RefusalSources, now: () => number): RefusalRefiner => {
  const key = randomBytes(32)
  const turn = semaphore(1, mostWaiting)
  /** What a secret was found to be; a forgotten device sends the same all day. */
  const found = new Map<string, Finding | null>()
  const ofAccounts = new Map<string, Rate>()
  let ofAll: Rate | undefined
  const nearOfNetworks = new Map<string, Rate>()
  let nearOfEverybody: Rate | undefined

  const mayTry = (account: Account): boolean => {
    const [all, one] = [taken(ofAll, limitOfAll, now()), taken(ofAccounts.get(account.address), limitOfAccount, now())]
    if (!all || !one) return false
    ofAll = all
    remember(ofAccounts, account.address, one)
    return true
  }

  const tryAll = async ({ address, previousHash, changedAt, hash }: Account, password: string): Promise<Finding | null> => {
    const matches = async (stored: string | null, candidate: string): Promise<boolean> => {
      if (stored === null) return false
      await quiet()
      return verifyPassword(stored, candidate)
    }
    if (await matches(previousHash, password)) return { id: 'credential.stale-password', facts: { mailbox: address, changedAt: changedAt?.toISOString() ?? '' } }
    for (const { finding, candidate } of variantsOf(password, address)) if (candidate === null || (await matches(hash, candidate))) return finding
    return null
  }

  const meantBy = async (account: Account, password: string): Promise<Finding | null> => {
    const secret = createHmac('sha256', key).update(`${account.mailboxId}:${account.version}:`).update(password).digest('base64')
    const before = found.get(secret)
    if (before !== undefined) return before
    try {
      return await turn(async () => (mayTry(account) ? remember(found, secret, await tryAll(account, password)) : null))
    } catch {
      // The queue is full, or the machine stays busy: then it is a wrong password, which is true as well.
      return null
    }
  }

  const mayLook = (remoteAddress: string): boolean => {
    const network = surroundingNetwork(remoteAddress) ?? remoteAddress
    const [all, one] = [taken(nearOfEverybody, nearOfAll, now()), taken(nearOfNetworks.get(network), nearOfNetwork, now())]
    if (!all || !one) return false
    nearOfEverybody = all
    remember(nearOfNetworks, network, one)
    return true
  }

  const nearTo = async ({ address, completion }: Facts, remoteAddress: string): Promise<Near | null> => {
    if (!mayLook(remoteAddress)) return null
    const at = address.lastIndexOf('@')
    const localPart = at < 0 ? address : address.slice(0, at)
    try {
      if (at < 0) return await findNear(localPart, null)
      const near = await findNear(localPart, address.slice(at + 1))
      // The domain is that of the server name: what was typed may be what its owner types into the panel.
      return completion === 'server-name' ? { ...near, isOwnerName: (await findNear(localPart, null)).isOwnerName } : near
    } catch {
      return null
    }
  }

  return async ({ facts, account, password, remoteAddress }) => {
    const country = await nameService(facts.country, remoteAddress)
    const near = facts.account.state === 'known' && !facts.account.account ? await nearTo(facts, remoteAddress) : null
    const isOpen = account && facts.account.state === 'known' && facts.password.state === 'differs' && !facts.throttle && facts.block === null && country.state !== 'blocked'
    return { ...facts, country, near, password: isOpen ? { state: 'differs', meant: await meantBy(account, password) } : facts.password }
  }
}
