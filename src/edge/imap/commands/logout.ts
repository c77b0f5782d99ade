/** LOGOUT (RFC 9051 6.1.3). */
import { sayAndClose, type Command } from '../command.ts'

export const logout: Command = (_, { tag }) => sayAndClose(`* BYE Logging out\r\n${tag} OK Logout completed.\r\n`)
