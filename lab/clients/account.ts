/** What a person types into a mail app, and what every wrapper of a client here gives back. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tmpdir } from 'node:os'

/** A mailbox, as its user knows it. */
export interface Account {
  /** Sign-in name and address. */
  readonly address: string
  readonly password: string
  /** The server's host name. */
  readonly host: string
  /** Path of the root certificate to trust, PEM. */
  readonly ca: string
}

/** What a client did. `output` is all that it printed or, for a library, the answer or the error. */
export interface ClientResult {
  readonly ok: boolean
  readonly output: string
  readonly ms: number
}

/** The same, with the messages that the client fetched, whole, in the order of the folder. */
export interface FetchResult extends ClientResult {
  readonly messages: readonly Buffer[]
}

/** A directory for a client's own files; it goes with the lab. */
export const clientDirectory = (client: string): string => {
  const base = join(process.env['TODOKU_LAB_DIRECTORY'] ?? tmpdir(), 'clients')
  mkdirSync(base, { recursive: true })
  return mkdtempSync(join(base, `${client}-`))
}

/** Writes a file that only its owner may read: most clients refuse others for passwords. @returns its path */
export const privateFile = (directory: string, name: string, content: string | Uint8Array): string => {
  const path = join(directory, name)
  writeFileSync(path, content, { mode: 0o600 })
  return path
}

/** Runs a library's work as a client: its time, and its error as an outcome. */
export const timed = async <T extends { readonly output: string }>(work: () => Promise<T>, failed: (output: string) => T): Promise<T & { ok: boolean; ms: number }> => {
  const started = performance.now()
  const after = (): number => Math.round(performance.now() - started)
  try {
    return { ...(await work()), ok: true, ms: after() }
  } catch (error) {
    const { message, response, responseText, serverResponseCode } = error as Error & { response?: unknown; responseText?: string; serverResponseCode?: string }
    const said = [typeof response === 'string' ? response : '', serverResponseCode ?? '', responseText ?? '', message].filter(Boolean).join(' ')
    return { ...failed(said), ok: false, ms: after() }
  }
}
