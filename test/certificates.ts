/** An authority for tests that issues certificates of any dates, made by openssl. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KeyPair } from '../src/edge/tls.ts'

export interface TestAuthority {
  /** Path of its certificate, PEM. */
  readonly root: string
  /** @param names the first is the subject */
  issue(names: readonly string[], notBefore: Date, notAfter: Date): KeyPair
}

const openssl = (...args: string[]): void => void execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] })

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']

/** As `openssl ca` wants them: YYYYMMDDHHMMSSZ. */
const moment = (date: Date): string => `${date.toISOString().replace(/\D/g, '').slice(0, 14)}Z`

/** @param directory where everything goes; made when missing */
export const makeTestAuthority = (directory: string): TestAuthority => {
  mkdirSync(directory, { recursive: true })
  const file = (name: string): string => join(directory, name)
  openssl('req', '-x509', ...newKey, '-keyout', file('root.key'), '-out', file('root.pem'), '-days', '3650', '-subj', '/O=Todoku Test/CN=Test Root')
  let issued = 0
  return {
    root: file('root.pem'),
    issue: (names, notBefore, notAfter) => {
      issued += 1
      const [key, request, certificate, config] = [`${issued}.key`, `${issued}.csr`, `${issued}.pem`, `${issued}.cnf`].map(file) as [string, string, string, string]
      writeFileSync(file('index'), '')
      const authority = `[ca]\ndefault_ca=it\n[it]\ndatabase=${file('index')}\nnew_certs_dir=${directory}\nrand_serial=yes\ndefault_md=sha256\npolicy=any\n[any]\ncommonName=supplied\n`
      writeFileSync(config, `${authority}[its]\nsubjectAltName=${names.map(name => `DNS:${name}`).join(',')}\n`)
      openssl('req', ...newKey, '-keyout', key, '-out', request, '-subj', `/CN=${names[0]}`)
      const dates = ['-startdate', moment(notBefore), '-enddate', moment(notAfter)]
      openssl('ca', '-batch', '-config', config, '-extensions', 'its', '-cert', file('root.pem'), '-keyfile', file('root.key'), '-in', request, '-out', certificate, ...dates, '-notext')
      return { certificate: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') }
    },
  }
}
