/** APOP (RFC 1939 7) needs passwords that are stored readable: it is not offered, and whoever tries it anyway is told what to choose. */
import { refuse, type Command } from '../command.ts'

export const apop: Command = conversation => refuse(conversation, { id: 'mechanism.not-offered', facts: { mechanism: 'APOP' } }, 'APOP', null)
