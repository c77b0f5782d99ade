/** The body of an answer, never more than asked for: neither from a server that does not stop, nor out of a small file that unpacks to a large one. */
import type { IncomingMessage } from 'node:http'
import { type Readable, pipeline } from 'node:stream'
import { createBrotliDecompress, createInflate, createUnzip, createZstdDecompress } from 'node:zlib'

/** We ask for `identity`; who packs all the same is unpacked. */
const unpackers: Readonly<Record<string, () => NodeJS.ReadWriteStream & Readable>> = {
  gzip: createUnzip,
  'x-gzip': createUnzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
}

/** Packed bytes that bring forth nothing are not followed for longer than this either. */
const mostPacked = 4

const counted = async function* (stream: Readable, most: number): AsyncGenerator<Buffer> {
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > most) throw Object.assign(new Error(`more than ${most} bytes`), { code: 'E2BIG' })
    yield chunk
  }
}

const unpacked = (message: IncomingMessage, most: number): Readable => {
  const unpacker = unpackers[(message.headers['content-encoding'] ?? '').trim().toLowerCase()]?.()
  if (!unpacker) return message
  // Errors come out of the unpacker, which is what is read.
  pipeline(counted(message, most * mostPacked), unpacker, () => {})
  return unpacker
}

/**
 * Reads a body.
 * @param most bytes, after unpacking
 * @returns its beginning, and whether that is all
 * @throws the stream's error: `ECONNRESET` when it was cut, a zlib code when it could not be unpacked
 */
export const readBody = async (message: IncomingMessage, most: number): Promise<{ bytes: Buffer; isWhole: boolean }> => {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of unpacked(message, most) as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      size += chunk.length
      if (size > most) return { bytes: Buffer.concat(chunks).subarray(0, most), isWhole: false }
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'E2BIG') return { bytes: Buffer.concat(chunks), isWhole: false }
    throw error
  } finally {
    message.destroy()
  }
  return { bytes: Buffer.concat(chunks), isWhole: true }
}
