/** VRFY (RFC 5321 3.5.3): who exists is nobody's business. */
import { say, type Command } from '../command.ts'
import { reply } from '../replies.ts'

export const vrfy: Command = () => say(reply(252, '2.1.5', 'Cannot verify; sign in and send'))
