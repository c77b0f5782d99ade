/** The certificate of the server's own name: self-signed until the operator or ACME puts a better one in its place. */
import { execFile } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { groupId, mailUser } from '../base/accounts.ts'
import type { Config } from '../base/config.ts'
import type { Home } from '../base/home.ts'

/** Nobody renews a self-signed certificate; apps that trusted it by hand should not be asked again soon. */
const validDays = 3650

/**
 * Makes `<home>/tls/{cert,key}.pem` when there is no certificate. The key is for root and the edge's group.
 * @returns true when one was made
 * @throws Error with what openssl said
 */
export const ensureCertificate = async (home: Home, config: Config): Promise<boolean> => {
  const [cert, key] = [join(home.tls, 'cert.pem'), join(home.tls, 'key.pem')]
  if (existsSync(cert) && existsSync(key)) return false
  mkdirSync(home.tls, { recursive: true, mode: 0o755 })
  const name = config.server.host_name
  const arguments_ = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc', '-days', String(validDays)]
  // A common name holds 64 characters at most (RFC 5280, ub-common-name); what clients compare is the subjectAltName.
  const subject = ['-subj', `/CN=${name.slice(0, 64)}`, '-addext', `subjectAltName=DNS:${name}`]
  await promisify(execFile)('/usr/bin/openssl', [...arguments_, ...subject, '-keyout', `${key}.new`, '-out', `${cert}.new`])
  chownSync(`${key}.new`, 0, groupId(mailUser))
  chmodSync(`${key}.new`, 0o640)
  chmodSync(`${cert}.new`, 0o644)
  renameSync(`${key}.new`, key)
  renameSync(`${cert}.new`, cert)
  return true
}
