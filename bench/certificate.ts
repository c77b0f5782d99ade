/** A certificate for both sides, when our installation has none to share. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/**
 * Makes a self-signed ECDSA P-256 certificate, as our installation's first one is.
 * @returns PEM files in this directory
 */
export const makeCertificate = (directory: string): { certificate: string; key: string } => {
  const files = { certificate: join(directory, 'certificate.pem'), key: join(directory, 'key.pem') }
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']
  execFileSync('openssl', ['req', '-x509', ...curve, '-nodes', '-keyout', files.key, '-out', files.certificate, '-subj', '/CN=mx.bench.example', '-days', '30'], { stdio: 'pipe' })
  return files
}
