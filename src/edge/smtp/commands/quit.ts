/** QUIT (RFC 5321 4.1.1.10). */
import { sayAndClose, type Command } from '../command.ts'
import { reply } from '../replies.ts'

export const quit: Command = () => sayAndClose(reply(221, '2.0.0', 'Bye'))
