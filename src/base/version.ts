/** Which Todoku this is, as package.json says. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Such as `0.1.0`. */
export const version = (JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as { version: string }).version
