/** NOOP (RFC 9051 6.1.2). */
import { say, type Command } from '../command.ts'

export const noop: Command = (_, { tag }) => say(`${tag} OK NOOP completed.\r\n`)
