/** The lab's certificate authority: a root that the lab's clients trust, and certificates for its hosts. Made with openssl; lives as long as the lab. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './process.ts'

/** Paths of a certificate (with its chain) and its key, both PEM. */
export interface Certificate {
  readonly cert: string
  readonly key: string
}

export interface Authority {
  /** Path of the root certificate, PEM: what a client must trust. */
  readonly root: string
  /**
   * Issues a certificate, valid for a day.
   * @param names host names; the first is the subject
   * @param directory where `cert.pem` and `key.pem` go; made when missing
   * @param clock when it is issued, as faketime(1) takes it: `-10d`; now when left out
   */
  issue(names: readonly string[], directory: string, clock?: string): Promise<Certificate>
}

const openssl = (...args: string[]): Promise<void> => atClock(null, args)

const atClock = async (clock: string | null, args: readonly string[]): Promise<void> => {
  const { ok, output } = await (clock === null ? run('openssl', args) : run('faketime', ['-f', clock, 'openssl', ...args]))
  if (!ok) throw new Error(`openssl ${args[0]}: ${output.trim()}`)
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']

/** All that a strict client asks for (RFC 5280 4.2.1; Python since 3.13). */
const leafExtensions = [
  'basicConstraints=critical,CA:FALSE',
  'keyUsage=critical,digitalSignature',
  'extendedKeyUsage=serverAuth',
  'subjectKeyIdentifier=hash',
  'authorityKeyIdentifier=keyid',
]

/** Makes a new authority in a directory of its own. */
export const makeAuthority = async (directory: string): Promise<Authority> => {
  mkdirSync(directory, { recursive: true })
  const root = join(directory, 'root.pem')
  const rootKey = join(directory, 'root-key.pem')
  await openssl('req', '-x509', ...newKey, '-keyout', rootKey, '-out', root, '-days', '2', '-subj', '/O=Todoku Lab/CN=Todoku Lab Root', '-addext', 'keyUsage=critical,keyCertSign,cRLSign')
  return {
    root,
    issue: async (names, target, clock) => {
      mkdirSync(target, { recursive: true })
      const [cert, key, request, extensions] = ['cert.pem', 'key.pem', 'request.pem', 'extensions.cnf'].map(name => join(target, name)) as [string, string, string, string]
      writeFileSync(extensions, [...leafExtensions, `subjectAltName=${names.map(name => `DNS:${name}`).join(',')}`, ''].join('\n'))
      await openssl('req', '-new', ...newKey, '-keyout', key, '-out', request, '-subj', `/CN=${names[0]}`)
      await atClock(clock ?? null, ['x509', '-req', '-in', request, '-CA', root, '-CAkey', rootKey, '-set_serial', `0x${randomBytes(15).toString('hex')}`, '-out', cert, '-days', '1', '-extfile', extensions])
      return { cert, key }
    },
  }
}
