/** What a person sees of an installation: a line for each part, and after the start what to do next. Pure. */
import { type Config, formatEndpoint } from '../base/config.ts'
import type { Home } from '../base/home.ts'
import { padTo, widthOf } from '../base/width.ts'
import type { PartStatus } from './part.ts'
import type { Status } from './supervisor.ts'
import type { SupervisorWords } from './words.ts'

const table = (rows: readonly (readonly string[])[]): string[] => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => widthOf(row[column] ?? ''))))
  return rows.map(row => row.map((cell, column) => (column === row.length - 1 ? cell : padTo(cell, widths[column] ?? 0))).join('  ').trimEnd())
}

const age = (since: string, now: Date): string => {
  const seconds = Math.max(0, Math.round((now.getTime() - Date.parse(since)) / 1000))
  if (seconds < 120) return `${seconds} s`
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} d`
}

/** Addresses that mean everywhere are left out: the port says it. */
const shortPorts = (ports: readonly string[]): string => [...new Set(ports.map(port => port.replace(/^(0\.0\.0\.0|\[::\]):/, '')))].join(' ')

const mark = ({ state }: PartStatus): string => (state === 'running' ? '✓' : state === 'stopped' || state === 'waiting' ? '✗' : '…')

/** The parts, as `status` and the board show them. */
export const partsTable = ({ parts }: Status, words: SupervisorWords, now: Date): string[] => {
  const [name, state, since, ports] = words.columns
  const rows = parts.map(part => [`${mark(part)} ${part.name}`, words.state[part.state], age(part.since, now), shortPorts(part.ports)])
  const lines = table([[`  ${name}`, state, since, ports], ...rows])
  const notes = parts.flatMap(part => (part.note ? [`  ${part.name}: ${part.restarts ? `${words.restarts(part.restarts)}; ` : ''}${part.note}`] : []))
  return notes.length ? [...lines, '', ...notes] : lines
}

const portsOf = (endpoints: readonly { readonly port: number }[]): string => [...new Set(endpoints.map(({ port }) => port))].join(' ')

/** The golden table: what a person types into a mail app. */
const goldenTable = ({ server, listen }: Config, words: SupervisorWords): string[] => {
  const rows = [
    ['IMAP', portsOf(listen.imaps), 'SSL/TLS'],
    ['POP', portsOf(listen.pop3s), 'SSL/TLS'],
    ['SMTP', portsOf(listen.submissions), 'SSL/TLS'],
    ['SMTP', portsOf(listen.submission), 'STARTTLS'],
  ].filter(([, ports]) => ports !== '')
  return [`${words.mailApps}: ${server.host_name}, ${words.userName}`, ...table(rows).map(line => `  ${line}`)]
}

const firstSteps = (words: SupervisorWords): string[] => [
  `${words.firstSteps}:`,
  '  ./todoku owner add taro',
  '  ./todoku domain add example.jp --owner taro --proven',
  '  ./todoku mailbox add info@example.jp',
]

/** The board at the end of `up`. */
export const board = (status: Status, home: Home, config: Config, words: SupervisorWords, isDetached: boolean, now: Date): string =>
  [
    ...partsTable(status, words, now),
    '',
    ...goldenTable(config, words),
    '',
    ...(status.parts.some(({ name }) => name === 'api') ? [`${words.api}: ${config.listen.api.map(endpoint => `http://${formatEndpoint(endpoint)}/`).join(' ')}`, ''] : []),
    ...firstSteps(words),
    '',
    `${home.root}: ${isDetached ? words.detached : words.inForeground}`,
  ].join('\n')
