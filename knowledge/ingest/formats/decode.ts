import { refused } from './extracted.ts';

/** What an HTML page says of its own encoding, where it says it: near its beginning. */
const declared = /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{1,40})/i;

/**
 * Bytes as text: by their mark, as UTF-8 where they are that, else as the page says, else as the Windows
 * encoding of western Europe. Throws `content.format` for bytes that are no text.
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.includes(0)) {
    throw refused(
      'format',
      'This is not text, nor a document that can be read: save it as PDF, DOCX or HTML.',
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2048));
    return decoderOf(declared.exec(head)?.[1]).decode(bytes);
  }
}

function decoderOf(label = 'windows-1252'): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder('windows-1252');
  }
}
