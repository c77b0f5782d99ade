/** Holds rendered files to the ones kept beside the test. `TODOKU_GOLDEN=write` keeps what is rendered now: read the diff before committing it. */
import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { checkConfig } from '../../src/base/config.ts'
import { homeAt } from '../../src/base/home.ts'
import type { EngineSettings, RenderedFile } from '../../src/engines/engine.ts'

const head = ({ mode, owner }: RenderedFile): string => `# ${mode.toString(8)} ${owner ? `${owner.user}:${owner.group}` : 'root:root'}\n`

/**
 * Compares, file by file, and notices files that are missing or no longer rendered.
 * @param directory where the kept files are
 * @param root what their paths are relative to
 */
export const assertGolden = (directory: string, root: string, files: readonly RenderedFile[]): void => {
  const wanted = new Map(files.map(file => [relative(root, file.path), head(file) + file.content]))
  if (process.env['TODOKU_GOLDEN'] === 'write') {
    for (const [name, content] of wanted) {
      mkdirSync(dirname(join(directory, name)), { recursive: true })
      writeFileSync(join(directory, name), content)
    }
  }
  const kept = readdirSync(directory, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  assert.deepEqual(kept.map(entry => relative(directory, join(entry.parentPath, entry.name))).toSorted(), [...wanted.keys()].toSorted())
  for (const [name, content] of wanted) assert.equal(content, readFileSync(join(directory, name), 'utf8'), name)
}

/** Settings that no machine has part in. */
export const goldenSettings = (config: object): EngineSettings => {
  const checked = checkConfig({ server: { host_name: 'sv0001.example.jp' }, ...config })
  assert.ok('config' in checked, JSON.stringify(checked))
  const secrets = { databaseOwner: 'owner-secret', databasePostfix: 'postfix-secret', databaseDovecot: 'dovecot-secret', databasePowerdns: 'powerdns-secret', powerdnsApi: 'api-secret', master: 'master-secret', edge: 'edge-secret' }
  return { home: homeAt('/var/lib/todoku'), config: checked.config, secrets }
}
