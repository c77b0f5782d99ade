/** APOP (RFC 1939 7) needs passwords that are stored readable: it is not offered, and whoever tries it anyway is told what to choose. */
import { refuse, type Command } from '../command.ts'
import { wordsOf } from '../parse.ts'

export const apop: Command = (conversation, argument) => refuse(conversation, { id: 'mechanism.challenge-response', facts: { mechanism: 'APOP' } }, { mechanism: 'APOP', login: wordsOf(argument)[0] ?? null })
