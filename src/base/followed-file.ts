/**
 * Follows a log file that others write: whole lines, each once, across rotation, truncation and our own restarts.
 * A position is an offset and the bytes before it, so that a file that was emptied and has grown again is not taken for the same.
 */
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'

/** How much is read at once, and no line is longer. */
const pieceBytes = 256 * 1024
/** So many bytes before the offset tell one file from another: a log line begins with its time. */
const markBytes = 128

export interface FilePosition {
  readonly offset: number
  /** The bytes before it, in Base64. */
  readonly mark: string
}

/** The beginning of any file. */
export const beginning: FilePosition = { offset: 0, mark: '' }

export interface FilePiece {
  readonly lines: readonly string[]
  /** Where to read on, once the lines have been dealt with. */
  readonly position: FilePosition
  /** There is more to read now. */
  readonly hasMore: boolean
}

const readAt = async (path: string, from: number, most: number): Promise<Buffer> => {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(most), 0, most, from)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

const isSameFile = async (path: string, { offset, mark }: FilePosition): Promise<boolean> => {
  const wanted = Buffer.from(mark, 'base64')
  return wanted.length <= offset && (await readAt(path, offset - wanted.length, wanted.length)).equals(wanted)
}

const pieceFrom = async (path: string, position: FilePosition): Promise<FilePiece> => {
  const { offset } = position
  const bytes = await readAt(path, offset, pieceBytes)
  const lastEnd = bytes.lastIndexOf(10)
  // Without an end in sight the line is longer than any that says something; it is cut.
  const taken = lastEnd >= 0 ? lastEnd + 1 : bytes.length === pieceBytes ? bytes.length : 0
  if (taken === 0) return { lines: [], position, hasMore: false }
  const before = taken >= markBytes ? bytes.subarray(taken - markBytes, taken) : await readAt(path, Math.max(0, offset + taken - markBytes), Math.min(markBytes, offset + taken))
  return {
    lines: bytes.subarray(0, taken).toString('utf8').split('\n').filter(Boolean),
    position: { offset: offset + taken, mark: before.toString('base64') },
    hasMore: bytes.length === pieceBytes,
  }
}

/**
 * Reads on in a file. Where it was turned over meanwhile (`<path>.1` is what it was), first what was left of the old one.
 * @returns no lines when there is nothing new, or no file
 */
export const readOn = async (path: string, position: FilePosition): Promise<FilePiece> => {
  if (!existsSync(path)) return { lines: [], position, hasMore: false }
  if (await isSameFile(path, position)) return pieceFrom(path, position)
  const old = `${path}.1`
  if (!existsSync(old) || !(await isSameFile(old, position))) return { lines: [], position: beginning, hasMore: true }
  const left = await pieceFrom(old, position)
  return left.lines.length ? { ...left, hasMore: true } : { lines: [], position: beginning, hasMore: true }
}

/**
 * A place in a file that nobody has read yet.
 * @param offset bytes; further than the file reaches means its end
 * @returns the beginning when there is no such file
 */
export const positionAt = async (path: string, offset = Number.MAX_SAFE_INTEGER): Promise<FilePosition> => {
  if (!existsSync(path)) return beginning
  const place = Math.min(offset, statSync(path).size)
  const from = Math.max(0, place - markBytes)
  return { offset: place, mark: (await readAt(path, from, place - from)).toString('base64') }
}

/** Where the last reader stopped; null when nobody did, or nobody can tell. */
export const readPosition = (path: string): FilePosition | null => {
  try {
    const { offset, mark } = JSON.parse(readFileSync(path, 'utf8')) as Partial<FilePosition>
    return Number.isSafeInteger(offset) && typeof mark === 'string' ? { offset: offset!, mark } : null
  } catch {
    return null
  }
}

/** Keeps a position for the next reader. */
export const writePosition = (path: string, position: FilePosition): void => {
  writeFileSync(`${path}.new`, `${JSON.stringify(position)}\n`)
  renameSync(`${path}.new`, path)
}
