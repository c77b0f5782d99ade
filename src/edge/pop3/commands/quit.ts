/** QUIT (RFC 1939 4). */
import { sayAndClose, type Command } from '../command.ts'

export const quit: Command = () => sayAndClose('+OK Logging out.\r\n')
