/** Logs of our own processes: JSON lines on standard output, which the supervisor appends to `<home>/log/<part>.log`. */
import { pino, type Logger } from 'pino'

export type { Logger } from 'pino'

/** What may never be written, wherever a caller puts it: at the top or one level down (pino's paths are exact in depth). */
const secretFields = ['password', 'secret', 'token', 'hash', 'authorization', 'key'].flatMap(name => [name, `*.${name}`])

/**
 * Makes the log of a process.
 * @param part its name, on each line
 * @param level the least that is written
 */
export const newLog = (part: string, level: 'debug' | 'info' | 'warn' | 'error' = 'info'): Logger =>
  pino({
    level,
    base: { part, pid: process.pid },
    timestamp: () => `,"at":"${new Date().toISOString()}"`,
    formatters: { level: label => ({ level: label }) },
    redact: { paths: secretFields, censor: '[secret]' },
    serializers: { error: pino.stdSerializers.err },
  })
