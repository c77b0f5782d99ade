/** A shell inside a lab: one that was kept open, or a new one that lives as long as the shell. */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Language, Words } from '../src/base/language.ts'
import { startInstallation } from './installation.ts'
import { startInternet } from './internet.ts'
import { NamespaceError, openLabs, openToVisitors } from './namespace.ts'

const root = join(import.meta.dirname, '..')

const welcome: Words<(domain: string) => string> = {
  en: home => `You are inside the lab. "todoku" speaks to its installation (TODOKU_HOME=${home}). Try: todoku status. swaks and curl work too.`,
  ja: home => `実験室のなかです。「todoku」はここの環境(TODOKU_HOME=${home})に効きます。例: todoku status。swaks や curl も使えます。`,
}

/** The home of the installation within a lab's directory. */
export const homeWithin = (directory: string): string => join(directory, 'home')

const environment = (directory: string): NodeJS.ProcessEnv => {
  const bin = join(directory, 'bin')
  return { ...process.env, TODOKU_LAB_DIRECTORY: directory, TODOKU_HOME: homeWithin(directory), PATH: `${bin}:${process.env['PATH'] ?? ''}`, SSL_CERT_FILE: join(directory, 'authority', 'root.pem') }
}

/** Puts `todoku` on the shell's path. */
const layOutBin = (directory: string): void => {
  const bin = join(directory, 'bin')
  mkdirSync(bin, { recursive: true })
  try {
    symlinkSync(join(root, 'todoku'), join(bin, 'todoku'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

const wait = (command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> =>
  new Promise((resolve, reject) => {
    // Ctrl-C is the shell's.
    const ignore = (): void => {}
    process.on('SIGINT', ignore)
    const child = spawn(command, args, { stdio: 'inherit', env })
    child.on('error', reject)
    child.on('close', code => {
      process.off('SIGINT', ignore)
      resolve(code ?? 1)
    })
  })

const userShell = (): string => process.env['SHELL'] || '/bin/sh'

/** The process inside whose namespaces are the lab's: the only child of the one outside. */
const innerProcess = (pid: number): number => Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0])

/**
 * Enters the lab that is open to visitors, the newest when there are several.
 * @returns the shell's exit code; null when none is open
 * @throws NamespaceError without root
 */
export const enterRunningLab = async (): Promise<number | null> => {
  if (process.getuid?.() !== 0) throw new NamespaceError('entering a lab needs root: sudo ./todoku lab shell')
  const lab = openLabs().at(-1)
  if (!lab) return null
  layOutBin(lab.directory)
  return wait('nsenter', ['--target', String(innerProcess(lab.pid)), '--net', '--mount', '--uts', '--pid', userShell()], environment(lab.directory))
}

/** Furnishes a new lab, starts an installation, and gives a shell. For inside the walls. */
export const openShell = async (language: Language, directory: string): Promise<number> => {
  const internet = await startInternet(directory)
  const installation = await startInstallation({ directory: homeWithin(directory), authority: internet.authority })
  layOutBin(directory)
  openToVisitors(directory)
  process.stdout.write(`${welcome[language](installation.home.root)}\n`)
  const code = await wait(userShell(), [], environment(directory))
  await installation.down()
  await internet.stop()
  return code
}
