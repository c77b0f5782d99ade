/** How much Dovecot may serve at once, the same for each version. */
import type { Setting } from './settings.ts'

/** Signed-in sessions of one protocol, each a process of about 3 MB of its own; imap-hibernate takes idle ones over. */
export const sessionProcesses = 20_000
/** A sign-in takes milliseconds, so a few login processes take turns on many connections. One would be one core's worth. */
export const loginProcesses = 4
const loginClients = 4000
/** One for each delivery that Postfix makes at once (its default_destination_concurrency_limit is far below). */
const lmtpProcesses = 100

/** Connections of one mailbox from one address: an office behind one address shares `info@`, and each mail app opens up to five. */
export const connectionsPerMailboxAndAddress = 50

/** How long an answer about a mailbox is believed. The worker flushes what changed; this is for when it did not. */
export const userCacheTtl = '30s'
export const userCacheSize = '64M'

/**
 * "High-performance" login processes (service_count 0) in place of one process a connection: what they would isolate from each other
 * is the edge's own traffic. Mail processes stay one per session, as another user's mail passes through them.
 * @param forever how this version is told to let a process serve any number of connections
 */
export const loginService = (heading: string, forever: Setting, listeners: readonly Setting[]): Setting => [
  `service ${heading}`,
  [
    forever,
    ['client_limit', loginClients],
    ['process_min_avail', loginProcesses],
    ['process_limit', loginProcesses],
    ...listeners,
  ],
]

/** Mail sessions: a limit far above what the machine's memory takes, so that ours is never the reason. */
export const sessionService = (heading: string, listeners: readonly Setting[] = []): Setting => [`service ${heading}`, [['process_limit', sessionProcesses], ...listeners]]

/** Only Postfix delivers. */
export const lmtpService: Setting = [
  'service lmtp',
  [
    ['process_limit', lmtpProcesses],
    [
      'unix_listener lmtp',
      [
        ['user', 'postfix'],
        ['mode', '0600'],
      ],
    ],
  ],
]

/** Only Postfix asks. It holds each connection open, one for each smtpd. */
export const quotaStatusService: Setting = [
  'service quota-status',
  [
    ['executable', 'quota-status -p postfix'],
    ['client_limit', 1],
    ['process_limit', 1000],
    [
      'unix_listener quota-status',
      [
        ['user', 'postfix'],
        ['mode', '0600'],
      ],
    ],
  ],
]
