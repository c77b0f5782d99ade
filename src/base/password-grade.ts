/**
 * How strong a password is, judged when it is set and kept as a grade; the password itself is in nobody's log and goes nowhere.
 * The dictionaries take some 100 MB, so a thread holds them and ends when it has been idle. Never used by the edge.
 */
import { Worker } from 'node:worker_threads'
import type { Address } from '../core/values/address.ts'
import type { Grade } from '../core/values/password.ts'
import type { ToGrade } from './password-grader.ts'

/** Cost grows with length, and what is this long is graded by its first part already. */
const longestGraded = 72
/** An import of many mailboxes keeps it; a lone command does not. */
const idleMs = 10_000
/** The first answer waits for the dictionaries. */
const deadlineMs = 15_000
const shortestWord = 3

/** Whose password it is: all of this is what a guesser would begin with. */
export interface PasswordOwner extends Address {
  /** The owner's name, where there is one. */
  readonly name?: string | undefined
}

/** The words that anybody would try: the local part, the domain's labels, the name, and their pieces. */
const wordsOf = ({ localPart, domain, name = '' }: PasswordOwner): string[] => {
  const labels = domain.split('.').slice(0, -1)
  const wholes = [localPart, ...labels, name].map(word => word.normalize('NFKC').toLowerCase())
  return [...new Set([...wholes, ...wholes.flatMap(word => word.split(/[^\p{L}\p{N}]+/u))])].filter(word => [...word].length >= shortestWord)
}

interface Grader {
  readonly worker: Worker
  readonly waiting: Map<number, (grade: Grade | null) => void>
  idle: NodeJS.Timeout | undefined
}

let grader: Grader | null = null
let questions = 0

const end = (ended: Grader): void => {
  if (grader === ended) grader = null
  clearTimeout(ended.idle)
  for (const answer of ended.waiting.values()) answer(null)
  ended.waiting.clear()
  void ended.worker.terminate()
}

const start = (): Grader => {
  const worker = new Worker(new URL('password-grader.ts', import.meta.url), { argv: [], execArgv: [] })
  const started: Grader = { worker, waiting: new Map(), idle: undefined }
  worker.on('message', ({ id, grade }: { id: number; grade: Grade }) => started.waiting.get(id)?.(grade))
  worker.on('error', () => end(started))
  worker.on('exit', () => end(started))
  return started
}

/** A process that only waits for an idle thread may end. */
const rest = (resting: Grader): void => {
  if (resting.waiting.size) return
  resting.worker.unref()
  resting.idle = setTimeout(() => end(resting), idleMs).unref()
}

/**
 * Grades a password that somebody wants to set.
 * @param owner whose it will be
 * @returns 0 (guessed at once) to 4 (not guessed); null when it could not be judged, which hinders nobody
 */
export const gradePassword = (password: string, owner: PasswordOwner): Promise<Grade | null> => {
  const asked = (grader ??= start())
  clearTimeout(asked.idle)
  asked.worker.ref()
  const question: ToGrade = { id: questions++, password: password.normalize('NFC').slice(0, longestGraded), words: wordsOf(owner) }
  return new Promise(resolve => {
    const answer = (grade: Grade | null): void => {
      clearTimeout(late)
      asked.waiting.delete(question.id)
      rest(asked)
      resolve(grade)
    }
    const late = setTimeout(() => end(asked), deadlineMs)
    asked.waiting.set(question.id, answer)
    asked.worker.postMessage(question)
  })
}
