/**
 * `todoku test`: types, lint, unit tests with the core's coverage; then, two at a time, since they mostly wait, the property tests, the live files and the tour, each in a
 * laboratory of its own. Failures come in full at the end; the last line is `N passed, N failed`.
 */
import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { join, relative } from 'node:path'
import { createInterface } from 'node:readline'
import type { TestLine } from './reporter.ts'

const root = join(import.meta.dirname, '..')
const node = process.execPath
const bin = (name: string): string => join(root, 'node_modules/.bin', name)
/** A live file starts a whole mail host, some twice; the longest kills every part and waits until it is back. */
const liveMs = 480_000
const unitMs = 480_000
/** A laboratory plays up to two hundred cases side by side. */
const labMs = 600_000

/** What a step came to. */
interface Result {
  readonly passed: number
  readonly failures: readonly { readonly name: string; readonly text: string }[]
}

interface Step {
  readonly name: string
  run(): Promise<Result>
}

interface Ended {
  readonly code: number | null
  readonly output: string
}

const execute = (command: string, args: readonly string[], timeoutMs: number, onLine: (line: string) => void = () => {}): Promise<Ended> =>
  new Promise(resolve => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_ENV: 'test' } })
    const lines: string[] = []
    const take = (line: string): void => {
      lines.push(line)
      onLine(line)
    }
    createInterface(child.stdout).on('line', take)
    createInterface(child.stderr).on('line', take)
    const timer = setTimeout(() => {
      lines.push(`no end after ${timeoutMs / 1000} s`)
      child.kill('SIGTERM')
      setTimeout(() => child.kill('SIGKILL'), 5000).unref()
    }, timeoutMs)
    child.on('error', error => lines.push(error.message))
    child.on('close', code => {
      clearTimeout(timer)
      resolve({ code, output: lines.join('\n') })
    })
  })

/** A command that passes or fails as a whole. */
const whole = (name: string, command: string, args: readonly string[]): Step => ({
  name,
  run: async () => {
    const { code, output } = await execute(command, args, unitMs)
    return code === 0 ? { passed: 1, failures: [] } : { passed: 0, failures: [{ name, text: output }] }
  },
})

const parsed = (line: string): TestLine | null => {
  try {
    return line.startsWith('{"ok":') ? (JSON.parse(line) as TestLine) : null
  } catch {
    return null
  }
}

const testFlags = ['--test', `--test-reporter=${join(root, 'test/reporter.ts')}`, '--test-reporter-destination=stdout']

/** Test files; every result counts, and a run that breaks off is a failure of its own. */
const testFiles = (name: string, command: string, args: readonly string[], timeoutMs: number): Step => ({
  name,
  run: async () => {
    let passed = 0
    const failures: { name: string; text: string }[] = []
    const { code, output } = await execute(command, args, timeoutMs, line => {
      const result = parsed(line)
      if (result?.ok) passed++
      else if (result) failures.push({ name: `${relative(root, result.file)}: ${result.name}`, text: result.error })
    })
    if (!failures.length && (code !== 0 || passed === 0)) failures.push({ name, text: output.split('\n').filter(line => !parsed(line)).slice(-60).join('\n') || `ended with ${code} and no result` })
    return { passed, failures }
  },
})

const coverage = ['--experimental-test-coverage', '--test-coverage-include=src/core/**', '--test-coverage-exclude=**/*.test.ts', '--test-coverage-branches=100', '--test-coverage-lines=100']

interface LabReport {
  readonly cases: readonly { readonly name: string; readonly ok: boolean; readonly wanted: unknown; readonly got: unknown }[]
}

/** A laboratory's cases count as tests. */
const laboratory = (lab: string, ...flags: string[]): Step => ({
  name: `lab ${lab}`,
  run: async () => {
    const { code, output } = await execute(node, [join(root, 'src/main.ts'), 'lab', lab, '--json', ...flags], labMs)
    try {
      const { cases } = JSON.parse(output.slice(output.indexOf('{"lab"'))) as LabReport
      const failed = cases.filter(({ ok }) => !ok)
      return { passed: cases.length - failed.length, failures: failed.map(({ name, wanted, got }) => ({ name: `lab ${lab}: ${name}`, text: `wanted ${JSON.stringify(wanted)}\ngot    ${JSON.stringify(got)}` })) }
    } catch {
      return { passed: 0, failures: [{ name: `lab ${lab}`, text: `ended with ${code}\n${output.slice(-4000)}` }] }
    }
  },
})

/** A live file writes its own installation; the laboratory around it keeps it from everything else. */
const live = (file: string): Step =>
  testFiles(file.replace(/^test\/|\.test\.ts$/g, ''), node, [join(root, 'test/inside.ts'), node, '--test-concurrency=1', '--test-timeout=300000', ...testFlags, join(root, file)], liveMs)

/** What takes long, and has walls around it. */
const lanes = 2

const quick = (): Step[] => [
  whole('types', bin('tsc'), ['--noEmit']),
  whole('lint', bin('oxlint'), ['--deny-warnings']),
  // Pure functions disturb each other nowhere: one process runs them all, in a fifth of the time.
  testFiles('core, every branch', node, [...coverage, '--test-isolation=none', ...testFlags, 'src/core/**/*.test.ts'], unitMs),
  testFiles('unit, house, golden, transcripts', node, [...testFlags, 'src/{actions,api,base,cli,edge,engines,start,store,supervisor,worker}/**/*.test.ts', 'lab/**/*.test.ts', 'bench/**/*.test.ts', 'test/{house,golden,transcripts}/**/*.test.ts'], unitMs),
]

const long = (): Step[] => [
  // The longest first: nothing is left to run beside it at the end.
  laboratory('domains'),
  testFiles('property: 200,000 inputs each', node, [...testFlags, 'test/property/*.test.ts'], liveMs),
  ...globSync('test/live/*.test.ts', { cwd: root }).sort().map(live),
  laboratory('tour'),
  laboratory('causes', '--no-peer'),
]

/** Runs steps, so many at a time. */
const runAll = async (steps: Step[], most: number, onEnd: (step: Step, result: Result, ms: number) => void): Promise<void> => {
  const lane = async (): Promise<void> => {
    for (let step = steps.shift(); step; step = steps.shift()) {
      const started = performance.now()
      onEnd(step, await step.run(), performance.now() - started)
    }
  }
  await Promise.all(Array.from({ length: most }, lane))
}

/**
 * Runs the steps whose name contains every word given; all without.
 * @returns the exit code: 0 only when something passed and nothing failed
 */
export const runTests = async (words: readonly string[]): Promise<number> => {
  let passed = 0
  const failures: { name: string; text: string }[] = []
  const wanted = (steps: Step[]): Step[] => steps.filter(({ name }) => words.every(word => name.includes(word)))
  const tell = ({ name }: Step, result: Result, ms: number): void => {
    passed += result.passed
    failures.push(...result.failures)
    const seconds = `${(ms / 1000).toFixed(1)} s`.padStart(8)
    console.log(`${result.failures.length ? '✗' : '✓'} ${name.padEnd(34)} ${String(result.passed).padStart(4)} passed${seconds}${result.failures.length ? `  ${result.failures.length} failed` : ''}`)
  }
  await runAll(wanted(quick()), 1, tell)
  await runAll(wanted(long()), lanes, tell)
  for (const { name, text } of failures) console.log(`\n✗ ${name}\n${text.replace(/^/gm, '    ')}`)
  console.log(`\n${passed} passed, ${failures.length} failed`)
  return failures.length || !passed ? 1 : 0
}
