/** Writes rendered files: whole or not at all, only when changed, with their owner and mode. */
import { chmodSync, chownSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { groupId, userId } from '../base/accounts.ts'
import type { RenderedFile } from './engine.ts'

const current = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/**
 * Writes the files.
 * @returns the paths whose content changed
 */
export const writeFiles = (files: readonly RenderedFile[]): string[] =>
  files
    .filter(({ path, content, mode, owner }) => {
      const changed = current(path) !== content
      mkdirSync(dirname(path), { recursive: true, mode: 0o755 })
      // Of its own process: the command line and the worker may write the same file at the same time.
      const target = changed ? `${path}.${process.pid}.new` : path
      if (changed) writeFileSync(target, content, { mode: 0o600 })
      chownSync(target, owner ? userId(owner.user) : 0, owner ? groupId(owner.group) : 0)
      chmodSync(target, mode)
      if (changed) renameSync(target, path)
      return changed
    })
    .map(({ path }) => path)
