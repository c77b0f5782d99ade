/** Monitors: they look whether a port answers, and leave. None of it is anybody's failure. */
import type { Case, Stage } from '../case.ts'
import { withGnutls, withOpenssl } from '../clients/knock.ts'
import type { KnownPort } from './setups.ts'

const monitor = (name: string, client: string, title: Case['title'], play: (stage: Stage) => Promise<unknown>): Case => ({ name: `healthy-${name}`, family: 'healthy', title, client, wants: 'nothing', named: null, play })

const greets = (port: KnownPort, hello: RegExp, bye: string): Case =>
  monitor(`monitor-${port}`, 'raw bytes', { en: `a monitor waits for the greeting of port ${port} and leaves`, ja: `監視がポート${port}の挨拶を待って去る` }, ({ seat, side }) =>
    seat.speak({ host: side.host, port }, [[hello, bye]]),
  )

/** The cases of this file. */
export const monitors: readonly Case[] = [
  greets(587, /^220 /m, 'QUIT\r\n'),
  greets(143, /^\* OK/m, 'a1 LOGOUT\r\n'),
  greets(110, /^\+OK/m, 'QUIT\r\n'),
  greets(25, /^220 /m, 'QUIT\r\n'),
  monitor('openssl-993', 'openssl s_client', { en: 'openssl looks at the certificate of port 993', ja: 'opensslでポート993の証明書を見る' }, ({ seat, side }) => withOpenssl(seat, { host: side.host, port: 993, ca: side.ca })),
  monitor('openssl-587', 'openssl s_client', { en: 'openssl looks at the certificate behind STARTTLS on port 587', ja: 'opensslでポート587のSTARTTLSの証明書を見る' }, ({ seat, side }) =>
    withOpenssl(seat, { host: side.host, port: 587, starttls: 'smtp', ca: side.ca }),
  ),
  monitor('gnutls-465', 'gnutls-cli', { en: 'gnutls-cli looks at the certificate of port 465', ja: 'gnutls-cliでポート465の証明書を見る' }, ({ seat, side }) => withGnutls(seat, { host: side.host, port: 465, ca: side.ca })),
  monitor('connects-993', 'raw bytes', { en: 'a load balancer connects to port 993 and leaves at once', ja: '負荷分散装置がポート993に接続してすぐ去る' }, async ({ seat, side }) => void (await seat.open(side.host, 993)).destroy()),
  monitor('connects-587', 'raw bytes', { en: 'a load balancer connects to port 587 and leaves at once', ja: '負荷分散装置がポート587に接続してすぐ去る' }, async ({ seat, side }) => void (await seat.open(side.host, 587)).destroy()),
]
