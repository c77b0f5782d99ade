/** A self-signed certificate for tests, made by openssl at the first use in a process. */
import { execFileSync } from 'node:child_process'
import type { KeyPair } from '../src/edge/tls.ts'

let made: KeyPair | undefined

/** For sv0001.example.jp and mail.example.jp, ECDSA P-256. */
export const testKeyPair = (): KeyPair => {
  if (!made) {
    const pem = execFileSync(
      'openssl',
      'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout - -subj /CN=sv0001.example.jp -addext subjectAltName=DNS:sv0001.example.jp,DNS:mail.example.jp -days 30'.split(' '),
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    )
    const part = (name: string): string => pem.match(new RegExp(`-----BEGIN ${name}-----[^]+?-----END ${name}-----`))![0]
    made = { certificate: part('CERTIFICATE'), key: part('PRIVATE KEY') }
  }
  return made
}
