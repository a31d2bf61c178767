import { inflateRawSync } from 'node:zlib';
import { limits } from '../limits.ts';
import { refused } from './extracted.ts';

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const MB = 1024 * 1024;

/**
 * Looks at every entry of a zip archive and unpacks it within limits, whatever the archive says of its sizes, so that
 * whoever unpacks it after this knows what comes. Gives the names with their contents. Throws `content.archive`.
 */
export function openZip(bytes: Uint8Array): Map<string, Buffer> {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = new Map<string, Buffer>();
  let left: number = limits.zipBytes;
  try {
    for (const { name, method, at, packed } of directory(data)) {
      if (entries.has(name)) throw broken();
      const nameLength = data.readUInt16LE(at + 26);
      const from = at + 30 + nameLength + data.readUInt16LE(at + 28);
      const slice = data.subarray(from, from + packed);
      if (slice.length !== packed) throw broken();
      const allowed = Math.min(left, Math.max(MB, packed * limits.zipRatio));
      const content = unpack(slice, method, allowed);
      left -= content.length;
      entries.set(name, content);
    }
  } catch (error) {
    if (error instanceof RangeError) throw broken();
    throw error;
  }
  return entries;
}

interface Entry {
  name: string;
  method: number;
  /** Where its local header begins. */
  at: number;
  packed: number;
}

function directory(data: Buffer): Entry[] {
  const end = data.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || data.readUInt32LE(end) !== endMark) throw broken();
  const count = data.readUInt16LE(end + 10);
  // 0xffff stands for the long form, which no document of this size needs.
  if (count > limits.zipEntries) {
    throw refused('archive', `The file holds more than ${limits.zipEntries} parts: save it as PDF.`);
  }
  const found: Entry[] = [];
  let at = data.readUInt32LE(end + 16);
  for (let n = 0; n < count; n++) {
    if (data.readUInt32LE(at) !== entryMark) throw broken();
    if ((data.readUInt16LE(at + 8) & 1) === 1)
      throw refused('encrypted', 'The file is locked with a password: save it without one.');
    const nameLength = data.readUInt16LE(at + 28);
    found.push({
      name: data.toString('utf8', at + 46, at + 46 + nameLength),
      method: data.readUInt16LE(at + 10),
      at: data.readUInt32LE(at + 42),
      packed: data.readUInt32LE(at + 20),
    });
    at += 46 + nameLength + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
  }
  return found;
}

function unpack(packed: Buffer, method: number, allowed: number): Buffer {
  if (method === 0 && packed.length <= allowed) return packed;
  if (method !== 0 && method !== 8) throw broken();
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, allowed) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') throw broken();
    throw refused('archive', 'The file unpacks to far more than a document holds: save it anew, or as PDF.');
  }
}

function broken() {
  return refused('archive', 'The file is damaged or not what its name says: save it anew.');
}
