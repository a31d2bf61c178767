import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';

const newline = 0x0a;

/** A file as text, and which of the lines that were read are no UTF-8: the text has replacement characters there. */
export function watchUtf8(chunks: AsyncIterable<Buffer>): {
  text: Readable;
  /** The first bad line within these, both included; lines count from 1. */
  badWithin(first: number, last: number): number | undefined;
} {
  const bad = new Set<number>();
  async function* lines(): AsyncGenerator<string> {
    let line = 0;
    // Whole lines only, so that no character is torn between two chunks.
    let held: Buffer[] = [];
    const decode = (bytes: Buffer): string => {
      if (isUtf8(bytes)) {
        line += breaksIn(bytes);
      } else {
        for (let from = 0; from < bytes.length; ) {
          line++;
          const end = bytes.indexOf(newline, from) + 1 || bytes.length;
          if (!isUtf8(bytes.subarray(from, end))) bad.add(line);
          from = end;
        }
      }
      return bytes.toString('utf8');
    };
    for await (const chunk of chunks) {
      const end = chunk.lastIndexOf(newline) + 1;
      if (end > 0) {
        yield decode(Buffer.concat([...held, chunk.subarray(0, end)]));
        held = [];
      }
      if (end < chunk.length) held.push(chunk.subarray(end));
    }
    if (held.length > 0) yield decode(Buffer.concat(held));
  }
  return {
    text: Readable.from(lines()),
    badWithin(first, last) {
      if (bad.size === 0) return undefined;
      for (let line = first; line <= last; line++) if (bad.has(line)) return line;
      return undefined;
    },
  };
}

function breaksIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) count++;
  return count;
}
