/** One part, watched: it is started, asked whether it answers, started again when it ends, and stopped. */
import type { ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Home } from '../base/home.ts'
import type { Engine, PartName } from '../engines/engine.ts'
import { launch, logOf } from './launch.ts'
import { endLeftovers } from './leftovers.ts'
import { lastLine } from './log-files.ts'
import { failuresAfter, pauseMs } from './pauses.ts'

/** `unready`: it runs and does not answer. `waiting`: it ended, and will be started again. */
export type PartState = 'stopped' | 'starting' | 'running' | 'unready' | 'waiting' | 'stopping'

/** What `status` shows of a part. */
export interface PartStatus {
  readonly name: PartName
  readonly state: PartState
  /** ISO time since when it is in this state. */
  readonly since: string
  readonly restarts: number
  readonly ports: readonly string[]
  /** What it lacks now, or else why it ended last. */
  readonly note: string | null
  readonly pid: number | null
}

const askWhileStartingMs = 100
const askWhileRunningMs = 5000

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const endOf = (child: ChildProcess): Promise<string> =>
  new Promise(resolve => {
    child.once('error', error => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ? `ended by ${signal}` : `ended with exit code ${code}`))
  })

/** A part of a home. Its engine may be replaced when the configuration was read anew. */
export class Part {
  readonly name: PartName
  engine: Engine
  readonly #home: Home
  readonly #onReady: (part: Part, isReturn: boolean) => void
  readonly #stop = new AbortController()
  #state: PartState = 'stopped'
  #since = new Date()
  #restarts = 0
  #lack: string | null = null
  #lastEnd: string | null = null
  #child: ChildProcess | null = null
  #wasReady = false
  #readySince: number | null = null
  #planned = false
  #loop: Promise<void> | null = null

  /** @param onReady is called each time that it begins to answer; `isReturn` says that it had answered before */
  constructor(home: Home, engine: Engine, onReady: (part: Part, isReturn: boolean) => void) {
    this.name = engine.name
    this.engine = engine
    this.#home = home
    this.#onReady = onReady
  }

  status(): PartStatus {
    return {
      name: this.name,
      state: this.#state,
      since: this.#since.toISOString(),
      restarts: this.#restarts,
      ports: this.engine.ports(),
      note: this.#lack ?? this.#lastEnd,
      pid: this.#child?.pid ?? null,
    }
  }

  /** Begins; returns at once. */
  start(): void {
    this.#loop ??= this.#keep()
  }

  /** Resolves once it answers, or when it is stopped. */
  async ready(): Promise<void> {
    while (this.#state !== 'running' && !this.#stop.signal.aborted) await this.#pause(20)
  }

  /** Asks it to end, waits as long as its program says, then insists. */
  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#loop
  }

  /** Ends it so that it is started again at once: for parts that read their configuration only at the start. */
  restart(): void {
    this.#planned = true
    this.#child?.kill(this.engine.program().stopSignal)
  }

  /** Sends a signal to its main process, if there is one. */
  signal(name: NodeJS.Signals): void {
    this.#child?.kill(name)
  }

  #set(state: PartState, lack: string | null = null): void {
    this.#lack = lack
    if (state === this.#state) return
    this.#state = state
    this.#since = new Date()
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#stop.signal }).catch(() => {})
  }

  async #keep(): Promise<void> {
    for (let failures = 0; !this.#stop.signal.aborted; ) {
      this.#readySince = null
      const why = await (this.engine.external ? this.#watch(new Promise(() => {})) : this.#runOnce())
      if (this.#stop.signal.aborted) break
      this.#restarts++
      if (this.#planned) {
        this.#planned = false
        continue
      }
      failures = failuresAfter(failures, this.#readySince === null ? 0 : Date.now() - this.#readySince)
      this.#lastEnd = `${new Date().toISOString()} ${why}`
      this.#set('waiting')
      await this.#pause(pauseMs(failures))
    }
    this.#set('stopped')
  }

  /** @returns why it ended */
  async #runOnce(): Promise<string> {
    this.#set('starting')
    let child: ChildProcess
    try {
      await endLeftovers(this.#home.root, this.name)
      await this.engine.prepare()
      if (this.#stop.signal.aborted) return ''
      child = launch(this.#home, this.name, this.engine.program())
    } catch (error) {
      return message(error)
    }
    this.#child = child
    const ended = endOf(child)
    const insist = this.#stopOrderly(child)
    await Promise.race([ended, this.#watch(ended)])
    const why = await ended
    this.#child = null
    clearTimeout(insist())
    await endLeftovers(this.#home.root, this.name)
    const line = lastLine(logOf(this.#home, this.name))
    return line ? `${why}: ${line}` : why
  }

  /** Prepares the orderly stop. @returns gives the timer of the force that follows it, if it has begun */
  #stopOrderly(child: ChildProcess): () => NodeJS.Timeout | undefined {
    const { stopSignal, stopSeconds } = this.engine.program()
    let timer: NodeJS.Timeout | undefined
    const begin = (): void => {
      this.#set('stopping')
      child.kill(stopSignal)
      timer = setTimeout(() => child.kill('SIGKILL'), stopSeconds * 1000)
    }
    if (this.#stop.signal.aborted) begin()
    else this.#stop.signal.addEventListener('abort', begin, { once: true })
    return () => {
      this.#stop.signal.removeEventListener('abort', begin)
      return timer
    }
  }

  /** Asks again and again whether it answers, until it has ended. */
  async #watch(ended: Promise<unknown>): Promise<string> {
    let hasEnded = false
    const noted = ended.then(() => (hasEnded = true))
    while (!hasEnded && !this.#stop.signal.aborted) {
      const lack = await this.#ask()
      if (hasEnded || this.#stop.signal.aborted) break
      this.#take(lack)
      await Promise.race([noted, this.#pause(lack === null ? askWhileRunningMs : askWhileStartingMs)])
    }
    return ''
  }

  async #ask(): Promise<string | null> {
    const lack = await this.engine.unready()
    if (lack !== null || this.#readySince !== null) return lack
    try {
      await this.engine.afterStart?.()
      return null
    } catch (error) {
      return message(error)
    }
  }

  #take(lack: string | null): void {
    if (lack !== null) {
      this.#set(this.#readySince === null ? 'starting' : 'unready', lack)
      return
    }
    const isNew = this.#readySince === null
    this.#readySince ??= Date.now()
    this.#set('running')
    if (isNew) {
      this.#onReady(this, this.#wasReady)
      this.#wasReady = true
    }
  }
}
