// The first stage of reading: a file's bytes, uncompressed, as often as they are needed.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FileError } from './file-error.ts';

/** A file's uncompressed content. `chunks` starts from the beginning each time it is called. */
export type Content = { file: string; chunks(): AsyncGenerator<Buffer> };

const CHUNK = 256 * 1024;
const GZIP_MAGIC = [0x1f, 0x8b];

/** @throws FileError when there is no such file, or it cannot be read. Gzip is known by its first two bytes. */
export async function openContent(file: string): Promise<Content> {
  try {
    const status = await stat(file);
    if (status.isDirectory()) throw new FileError(file, 'is a folder; name a file');
    const raw = status.isFile() ? await onDisk(file) : await inMemory(file);
    return { file, chunks: () => uncompressed(file, raw.open(), raw.head) };
  } catch (error) {
    throw fileError(file, error);
  }
}

/** SHA-256 of the uncompressed bytes, so that a file and its gzip are the same content; the first 16 hex digits. */
export async function hashContent(content: Content): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of content.chunks()) hash.update(chunk);
  return hash.digest('hex').slice(0, 16);
}

type Raw = { head: Buffer; open(): Readable };

async function onDisk(file: string): Promise<Raw> {
  const handle = await open(file);
  const head = Buffer.alloc(GZIP_MAGIC.length);
  const { bytesRead } = await handle.read(head, 0, head.length, 0).finally(() => handle.close());
  return {
    head: head.subarray(0, bytesRead),
    open: () => createReadStream(file, { highWaterMark: CHUNK }),
  };
}

// A pipe gives its bytes once, and CSV is read twice.
async function inMemory(file: string): Promise<Raw> {
  const bytes = Buffer.concat(await createReadStream(file).toArray());
  return { head: bytes.subarray(0, GZIP_MAGIC.length), open: () => Readable.from([bytes]) };
}

async function* uncompressed(file: string, raw: Readable, head: Buffer): AsyncGenerator<Buffer> {
  const zipped = head.equals(Buffer.from(GZIP_MAGIC));
  // The callback is empty because the iteration below sees the same error.
  const bytes = zipped ? pipeline(raw, createGunzip({ chunkSize: CHUNK }), () => {}) : raw;
  try {
    for await (const chunk of bytes) yield chunk;
  } catch (error) {
    throw fileError(file, error);
  }
}

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file',
  EACCES: 'may not be read; check its permissions',
  Z_BUF_ERROR: 'is cut off: its gzip data has no end',
  Z_DATA_ERROR: 'is damaged: its gzip data cannot be uncompressed',
};

function fileError(file: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  return new FileError(file, REASONS[String(error.code)] ?? `cannot be read: ${error.message}`);
}
