/** RSET (RFC 5321 4.1.1.5): before sign-in there is nothing to forget. */
import { say, type Command } from '../command.ts'
import { reply } from '../replies.ts'

export const rset: Command = (_, argument) => say(argument ? reply(501, '5.5.4', 'RSET takes no argument') : reply(250, '2.0.0', 'Ok'))
