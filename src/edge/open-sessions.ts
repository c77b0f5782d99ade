/** The sessions that are open in this worker, so that they can be ended when what let them in does so no more. */
import type { Socket } from 'node:net'
import type { OpenSession } from '../core/authentication/may-stay.ts'
import type { ConnectionFacts, SignedIn } from '../core/authentication/sign-in.ts'

export interface OpenSessions {
  /** Enters a session; it leaves by itself when the connection to its engine closes. */
  enter(session: OpenSession, engine: Socket): void
  /** Those of a mailbox, or of a domain, or all. */
  list(of: { readonly mailboxId?: number | undefined; readonly domainId?: number | undefined }): OpenSession[]
  /** Ends one: the client is hung up on, and signs in again if it still may. */
  end(session: OpenSession): void
}

/** Enters a session that has just begun, where there is a list and the sign-in says what let it in. */
export const enterSession = (sessions: OpenSessions | undefined, { mailboxId, address, by }: SignedIn, { protocol, remoteAddress }: ConnectionFacts, engine: Socket): void => {
  if (by) sessions?.enter({ mailboxId, address, ...by, protocol, remoteAddress }, engine)
}

/** Makes an empty list. */
export const openSessions = (): OpenSessions => {
  const ofMailbox = new Map<number, Map<OpenSession, Socket>>()
  const leave = (session: OpenSession): void => {
    const sessions = ofMailbox.get(session.mailboxId)
    sessions?.delete(session)
    if (sessions?.size === 0) ofMailbox.delete(session.mailboxId)
  }
  return {
    enter(session, engine) {
      const sessions = ofMailbox.get(session.mailboxId) ?? new Map<OpenSession, Socket>()
      ofMailbox.set(session.mailboxId, sessions.set(session, engine))
      // It may have gone in the very moment: then its event will not come again.
      if (engine.closed) leave(session)
      else engine.once('close', () => leave(session))
    },
    list({ mailboxId, domainId }) {
      if (mailboxId !== undefined) return [...(ofMailbox.get(mailboxId)?.keys() ?? [])]
      const all = [...ofMailbox.values()].flatMap(sessions => [...sessions.keys()])
      return domainId === undefined ? all : all.filter(session => session.domainId === domainId)
    },
    end(session) {
      ofMailbox.get(session.mailboxId)?.get(session)?.destroy()
    },
  }
}
