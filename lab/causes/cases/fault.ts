/** Faults of ours: the client does nothing wrong, and must not be told that it did. */
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Case, Stage } from '../case.ts'
import { withImapflow, withPython } from '../clients/apps.ts'
import { withOpenssl } from '../clients/knock.ts'
import { run, until } from '../../process.ts'
import { setup } from './setups.ts'

/** The serial number of the certificate that is shown on port 993. */
const shownSerial = async ({ side }: Stage): Promise<string> => {
  const { stdout } = await run('openssl', ['s_client', '-connect', `${side.address}:993`, '-servername', side.host, '-showcerts'], { input: '' })
  return (await run('openssl', ['x509', '-noout', '-serial'], { input: stdout })).stdout.trim()
}

/** Puts a certificate in the place of ours, and waits until it is shown. */
const show = async (stage: Stage, from: string): Promise<void> => {
  const before = await shownSerial(stage)
  for (const name of ['cert.pem', 'key.pem']) copyFileSync(join(from, name), join(stage.installation.home.tls, name))
  await stage.installation.todoku(['reload'])
  const changed = await until(async () => ((await shownSerial(stage)) === before ? null : true), 20_000)
  if (!changed) throw new Error('the certificate was not taken up')
}

const expired: Case = {
  name: 'certificate-expired',
  family: 'transport',
  title: { en: 'our own certificate has expired', ja: 'こちらの証明書の期限が切れていた' },
  client: 'openssl s_client and imapflow',
  wants: { cause: 'transport.certificate-expired', likely: true },
  whose: 'operator',
  named: null,
  alone: true,
  play: async stage => {
    const { seat, side, internet, installation } = stage
    const [own, late] = [join(internet.directory, 'own-tls'), join(internet.directory, 'late-tls')]
    await run('cp', ['-a', installation.home.tls, own])
    await internet.authority.issue([side.host], late, '-10d')
    await show(stage, late)
    try {
      await withOpenssl(seat, { host: side.host, port: 993, ca: side.ca })
      await withImapflow(seat, setup(stage, 993))
    } finally {
      await show(stage, own)
    }
  },
}

const engineAway: Case = {
  name: 'engine-away',
  family: 'ours',
  title: { en: 'Dovecot has just died', ja: 'Dovecotが落ちた直後' },
  client: 'Python imaplib',
  wants: { cause: 'ours.engine-away' },
  whose: 'us',
  named: null,
  alone: true,
  play: async stage => {
    const dovecot = async () => (await stage.installation.status()).parts.find(({ name }) => name === 'dovecot')
    const pid = (await dovecot())?.pid
    if (!pid) throw new Error('dovecot has no process')
    process.kill(pid, 'SIGKILL')
    await withPython(stage.seat, 'imap', setup(stage, 993))
    if (!(await until(async () => ((await dovecot())?.state === 'running' ? true : null)))) throw new Error('dovecot did not come back')
  },
}

/** The cases of this file. */
export const faults: readonly Case[] = [expired, engineAway]
