/**
 * Which devices and networks have signed in to a mailbox before: what the store knew when the account was read, and what this process has seen since.
 * A throttle forgives them. New ones are written to the store, where the owner is told of them.
 */
import { deviceName } from '../core/authentication/device.ts'
import { isInNetwork } from '../core/values/network.ts'
import type { Account } from '../store/credentials.ts'
import type { DeviceUse } from '../store/known-devices.ts'

/** A mail app signs in every few minutes; when it was last seen need not be known better than this. */
const againMs = 3_600_000
/** About 5 MB. */
const mostRemembered = 50_000

/** A sign-in that was accepted. */
export interface AcceptedSignIn {
  readonly mailboxId: number
  /** /24 of IPv4, /48 of IPv6. */
  readonly network: string
  readonly clientName: string | null
  readonly country: string | null
}

/** Where a mailbox was signed in to, as one worker tells the others. */
export type KnownNetwork = Pick<AcceptedSignIn, 'mailboxId' | 'network'>

export interface DeviceNotes {
  /** Remembers it; writes it and tells the other workers once an hour. */
  note(signIn: AcceptedSignIn): void
  /** Another worker saw it. */
  hear(known: KnownNetwork): void
  /** Whether somebody has signed in to this account from this network, or a pass is open for it. */
  isKnown(account: Account, network: string, address: string): boolean
}

/**
 * Makes an empty memory.
 * @param write keeps a use in the store, without waiting
 * @param tell passes a network on to the other workers
 * @param now milliseconds
 */
export const deviceNotes = (write: (use: DeviceUse) => void, tell: (known: KnownNetwork) => void, now: () => number): DeviceNotes => {
  const devices = new Map<string, number>()
  const networks = new Set<string>()

  const bound = (keys: Map<string, unknown> | Set<string>): void => {
    const oldest = keys.size > mostRemembered ? keys.keys().next().value : undefined
    if (oldest !== undefined) keys.delete(oldest)
  }

  const hear = ({ mailboxId, network }: KnownNetwork): void => {
    networks.add(`${mailboxId} ${network}`)
    bound(networks)
  }

  return {
    hear,
    note({ mailboxId, network, clientName, country }) {
      const client = deviceName(clientName)
      const key = `${mailboxId} ${network} ${client}`
      const last = devices.get(key)
      if (last !== undefined && now() - last < againMs) return
      devices.delete(key)
      devices.set(key, now())
      bound(devices)
      hear({ mailboxId, network })
      tell({ mailboxId, network })
      write({ mailboxId, network, client, country, at: new Date(now()) })
    },
    isKnown: ({ mailboxId, devices: before, passes }, network, address) =>
      networks.has(`${mailboxId} ${network}`) ||
      before.some(device => device.network === network) ||
      passes.some(({ kind, value, until }) => kind === 'network' && until !== null && until.getTime() > now() && isInNetwork(address, value)),
  }
}
