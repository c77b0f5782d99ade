/** HELP (RFC 5321 4.1.1.8). */
import { say, type Command } from '../command.ts'
import { reply } from '../replies.ts'

export const help: Command = ({ wire }) => say(reply(214, '2.0.0', wire.facts.tls ? 'EHLO, then AUTH, then your mail' : 'EHLO, then STARTTLS, EHLO, AUTH, then your mail'))
