/** NOOP (RFC 5321 4.1.1.9). */
import { say, type Command } from '../command.ts'
import { reply } from '../replies.ts'

export const noop: Command = () => say(reply(250, '2.0.0', 'Ok'))
