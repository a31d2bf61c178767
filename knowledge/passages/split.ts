import { RecursiveCharacterTextSplitter } from '@langchain/textsplitters';

export interface Passage {
  ordinal: number;
  /** Heading path: `Costs › Hidden costs`. Empty above the first heading. */
  heading: string;
  /** Exactly the body between the offsets. */
  text: string;
  /** Offsets into the body in code points, end exclusive. */
  start: number;
  end: number;
}

/** About 400 tokens of English. */
const PASSAGE_CHARS = 1600;

const splitter = new RecursiveCharacterTextSplitter({
  chunkSize: PASSAGE_CHARS,
  chunkOverlap: 0,
  keepSeparator: true,
  separators: ['\n\n', '\n', '.', '?', '!', ' ', ''],
});

/** Cuts a Markdown body at its headings, and longer sections further without overlap. Headings are not passages. */
export async function splitBody(body: string): Promise<Passage[]> {
  const passages: Passage[] = [];
  const toCodePoints = codePointCounter(body);
  for (const section of sections(body)) {
    for (const [from, to] of await cut(body, section.from, section.to)) {
      passages.push({
        ordinal: passages.length,
        heading: section.heading,
        text: body.slice(from, to),
        start: toCodePoints(from),
        end: toCodePoints(to),
      });
    }
  }
  return passages;
}

interface Section {
  heading: string;
  /** UTF-16 offsets of what stands below the heading. */
  from: number;
  to: number;
}

function sections(body: string): Section[] {
  const found: Section[] = [{ heading: '', from: 0, to: body.length }];
  const path: string[] = [];
  let fence: string | undefined;
  let offset = 0;
  for (const line of body.split('\n')) {
    const from = offset;
    offset += line.length + 1;
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined) {
      if (fence === undefined) fence = mark;
      else if (mark.startsWith(fence)) fence = undefined;
    }
    const heading = /^ {0,3}(#{1,6})[ \t]+(.*)/.exec(line);
    if (heading === null || fence !== undefined) continue;
    const [, hashes, words] = heading as unknown as [string, string, string];
    const title = words
      .trimEnd()
      .replace(/(?<=^|[ \t])#+$/, '')
      .trimEnd();
    (found.at(-1) as Section).to = from;
    path.length = Math.min(path.length, hashes.length - 1);
    path[hashes.length - 1] = title;
    found.push({
      heading: path.filter(Boolean).join(' › '),
      from: Math.min(offset, body.length),
      to: body.length,
    });
  }
  return found;
}

/** UTF-16 ranges within the section, none of them blank. */
async function cut(body: string, from: number, to: number): Promise<[number, number][]> {
  const text = body.slice(from, to);
  const ranges: [number, number][] = [];
  let cursor = 0;
  for (const chunk of await splitter.splitText(text)) {
    let start = text.indexOf(chunk, cursor);
    const end = start + chunk.length;
    // The splitter leaves a full stop at the beginning of what follows; it belongs to the sentence it ends.
    const stop = /^[.?!]+\s*/.exec(chunk);
    const before = ranges.at(-1);
    if (stop && before) {
      before[1] = from + start + stop[0].trimEnd().length;
      start += stop[0].length;
    }
    // A word longer than a passage may be cut within a surrogate pair.
    if (before && isLowSurrogate(text.charCodeAt(start))) {
      start += 1;
      before[1] = from + start;
    }
    cursor = end;
    if (text.slice(start, end).trim() !== '') ranges.push([from + start, from + end]);
  }
  return ranges;
}

const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

/** From UTF-16 offsets, asked for in rising order, to code points. */
function codePointCounter(text: string): (offset: number) => number {
  let at = 0;
  let points = 0;
  return (offset) => {
    for (; at < offset; points++) at += (text.codePointAt(at) as number) > 0xffff ? 2 : 1;
    return points;
  };
}
