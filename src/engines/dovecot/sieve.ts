/** The Sieve script before everybody's own. Pure. */

/** What rspamd writes into mail that looks like spam (its milter's `spam_header`), and only rspamd: it removes the same from strangers. */
export const spamHeader = { name: 'X-Spam', value: 'Yes' } as const

/** Spam goes to Junk, and ends there: no vacation answer, no forward of it. */
export const beforeScript = (): string =>
  [
    'require ["fileinto", "mailbox"];',
    `if header :is "${spamHeader.name}" "${spamHeader.value}" {`,
    '  fileinto :create "Junk";',
    '  stop;',
    '}',
    '',
  ].join('\n')
