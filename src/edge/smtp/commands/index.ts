/** The verbs that are understood before sign-in. Any other, XCLIENT above all, is unknown. */
import type { Command } from '../command.ts'
import { auth } from './auth.ts'
import { ehlo } from './ehlo.ts'
import { helo } from './helo.ts'
import { help } from './help.ts'
import { bdat, mail } from './mail.ts'
import { noop } from './noop.ts'
import { quit } from './quit.ts'
import { rset } from './rset.ts'
import { starttls } from './starttls.ts'
import { vrfy } from './vrfy.ts'

const commands: ReadonlyMap<string, Command> = new Map(
  Object.entries({ AUTH: auth, BDAT: bdat, DATA: mail, EHLO: ehlo, HELO: helo, HELP: help, MAIL: mail, NOOP: noop, QUIT: quit, RCPT: mail, RSET: rset, STARTTLS: starttls, VRFY: vrfy }),
)

/** The command of a verb in capitals. */
export const commandOf = (verb: string): Command | undefined => commands.get(verb)
