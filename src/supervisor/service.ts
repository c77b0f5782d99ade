/** `todoku service`: one systemd unit, where systemd runs. The only file that we ever write below /etc, and only when asked to. */
import { execFileSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Home } from '../base/home.ts'
import { ask, NoSupervisor } from './control.ts'
import type { Context } from './up.ts'

const unitName = 'todoku.service'
const unitPath = `/etc/systemd/system/${unitName}`

/**
 * The unit.
 * @param launcher absolute path of `./todoku`, which puts in what an upgrade needs before it starts
 */
export const unitOf = (home: Home, launcher: string): string => `[Unit]
Description=Todoku mail hosting
After=network-online.target
Wants=network-online.target

[Service]
Type=exec
Environment="TODOKU_HOME=${home.root}"
ExecStart="${launcher}" up --kept
ExecReload="${launcher}" reload
Restart=always
RestartSec=2
# 0: it was told to stop (./todoku down). 78: it will not start before the configuration is changed.
RestartPreventExitStatus=0 78
# The supervisor stops its parts in order; what is left after that is ended with it.
KillMode=mixed
TimeoutStopSec=120
LimitNOFILE=1048576

[Install]
WantedBy=multi-user.target
`

const systemctl = (...args: string[]): void => void execFileSync('systemctl', args, { stdio: ['ignore', 'ignore', 'inherit'] })

const isRunning = async (home: Home): Promise<boolean> => {
  try {
    await ask(home, 'status')
    return true
  } catch (error) {
    if (error instanceof NoSupervisor && !error.denied) return false
    throw error
  }
}

const install = async ({ home, words }: Context): Promise<number> => {
  if (!existsSync(unitPath) && (await isRunning(home))) {
    process.stderr.write(`todoku: ${words.runsOtherwise}\n`)
    return 1
  }
  writeFileSync(unitPath, unitOf(home, join(import.meta.dirname, '../../todoku')), { mode: 0o644 })
  systemctl('daemon-reload')
  systemctl('enable', '--now', unitName)
  process.stdout.write(`${words.serviceWritten(unitPath)}\n`)
  return 0
}

const remove = ({ words }: Context): number => {
  if (!existsSync(unitPath)) {
    process.stdout.write(`${words.serviceAbsent(unitPath)}\n`)
    return 0
  }
  systemctl('disable', '--now', unitName)
  rmSync(unitPath)
  systemctl('daemon-reload')
  process.stdout.write(`${words.serviceRemoved(unitPath)}\n`)
  return 0
}

/** Installs or removes the unit. @returns 1 where systemd does not run, or without root */
export const service = async (context: Context, order: 'install' | 'remove'): Promise<number> => {
  const { words } = context
  // sd_booted(3): this directory is there when systemd is the init of this machine.
  const why = !existsSync('/run/systemd/system') ? words.noSystemd : process.getuid?.() === 0 ? null : words.needsRoot
  if (why) {
    process.stderr.write(`todoku: ${why}\n`)
    return 1
  }
  return order === 'install' ? install(context) : remove(context)
}
