/** A reporter for node:test that says each result as a line of JSON, for `run.ts` to count. */

interface TestEvent {
  readonly type: string
  readonly data: {
    readonly name?: string
    readonly file?: string
    readonly skip?: unknown
    readonly message?: string
    readonly details?: { readonly type?: string; readonly duration_ms?: number; readonly error?: Error & { readonly cause?: unknown } }
  }
}

/** One result, as a line carries it. */
export interface TestLine {
  readonly ok: boolean
  readonly name: string
  readonly file: string
  readonly ms: number
  /** What went wrong, in full; "" when nothing did. */
  readonly error: string
}

const words = (error: (Error & { readonly cause?: unknown }) | undefined): string => {
  const cause = error?.cause
  return cause instanceof Error ? (cause.stack ?? cause.message) : cause === undefined ? (error?.message ?? '') : String(cause)
}

/** Suites are left out: their tests are counted. */
const lineOf = ({ type, data }: TestEvent): TestLine | null =>
  (type === 'test:pass' || type === 'test:fail') && data.details?.type !== 'suite' && !data.skip
    ? { ok: type === 'test:pass', name: data.name ?? '', file: data.file ?? '', ms: Math.round(data.details?.duration_ms ?? 0), error: type === 'test:fail' ? words(data.details?.error) : '' }
    : null

/** What `--test-reporter` loads. */
const report = async function* (source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of source) {
    const line = lineOf(event)
    if (line) yield `${JSON.stringify(line)}\n`
  }
}

// node:test asks for a default export; it is the one place that has one.
export { report as default }
