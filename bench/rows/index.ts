/** All rows of `bench edge`, in the order in which they are measured: memory first, while every process is fresh. */
import { fetch1, fetch4 } from './fetch.ts'
import { idleMemory } from './idle-memory.ts'
import { imapSignIn, imapSignInUnhashed } from './imap-sign-in.ts'
import type { Row } from './row.ts'
import { slowStrangers } from './slow-strangers.ts'
import { submission1, submission10, submission10Unhashed, submission1Unhashed } from './submission.ts'

export const rows: readonly Row[] = [
  idleMemory,
  submission1,
  submission10,
  imapSignIn,
  fetch1,
  fetch4,
  slowStrangers,
  submission1Unhashed,
  submission10Unhashed,
  imapSignInUnhashed,
]
