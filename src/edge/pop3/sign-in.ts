/** What PASS and AUTH have in common: a verdict, and then Dovecot or a refusal. */
import { admit } from '../admit.ts'
import type { Outcome } from '../sasl/index.ts'
import { sayRefused, type Answer, type Conversation } from './command.ts'
import { joinDovecot } from './dovecot.ts'

/**
 * Ends a sign-in.
 * @param mechanism for the record, when the exchange came to no credential
 */
export const signIn = async (conversation: Conversation, outcome: Outcome, mechanism: string): Promise<Answer> => {
  const admission = await admit(conversation, outcome, mechanism, (store, who) => joinDovecot(store, conversation.wire.facts, who.address))
  if (admission.is === 'refused') return sayRefused(conversation, admission.finding, admission.ref)
  conversation.context.popSignIns?.note(conversation.wire.facts.remoteAddress)
  return { next: 'hand-over', text: admission.joined.reply, joined: admission.joined }
}
