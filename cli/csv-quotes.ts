/** A cell may hold this many line breaks; a quotation mark open for longer was meant for nothing. */
const maxCellLines = 200;

/**
 * CSV text, a line at a time, in which every record with a stray quotation mark is an empty line, so that line numbers
 * stay; csv-parse itself loses good records after such a one. `refuse` is told its line, counted from 1. A mark that
 * is never closed costs its own line only: the lines after it are read for themselves.
 */
export async function* withoutStrayQuotes(
  lines: AsyncIterable<string>,
  refuse: (line: number, fault: string) => void,
): AsyncGenerator<string> {
  /** Read, but not yet found to be whole records; the first of them is line `first`. */
  const waiting: string[] = [];
  let first = 1;
  function* settle(atEnd: boolean): Generator<string> {
    while (waiting.length > 0) {
      const { lines, end } = scanRecord(waiting);
      if (end === 'open' && !atEnd && waiting.length <= maxCellLines) return;
      first += end === 'closed' ? lines : 1;
      if (end === 'closed') yield* waiting.splice(0, lines);
      else {
        waiting.shift();
        const spans = end === 'open' || lines > 1;
        refuse(first - 1, `has a quotation mark ${spans ? 'that is not closed' : 'where none can be'}`);
        yield '';
      }
    }
  }
  for await (const line of lines) {
    waiting.push(line);
    // While a cell stays open, only the new line can close it.
    if (waiting.length === 1 || waiting.length > maxCellLines || line.includes('"')) yield* settle(false);
  }
  yield* settle(true);
}

interface Scanned {
  /** How many lines were looked at. */
  lines: number;
  /** `stray`: a quotation mark where none can be, in the last of these lines. */
  end: 'closed' | 'open' | 'stray';
}

/** The record that begins with the first line. */
function scanRecord(lines: readonly string[]): Scanned {
  let end: Scanned['end'] = 'closed';
  for (const [index, line] of lines.entries()) {
    end = scanLine(line, end === 'open');
    if (end !== 'open') return { lines: index + 1, end };
  }
  return { lines: lines.length, end };
}

function scanLine(line: string, inCell: boolean): Scanned['end'] {
  if (!inCell && !line.includes('"')) return 'closed';
  let quoted = inCell;
  let at = 0;
  while (true) {
    if (quoted) {
      const mark = line.indexOf('"', at);
      if (mark < 0) return 'open';
      at = mark + 1;
      if (line[at] === '"') {
        at++;
        continue;
      }
      quoted = false;
      at = afterBlanks(line, at);
      if (at >= line.length) return 'closed';
      if (line[at] !== ',') return 'stray';
      at++;
    }
    at = afterBlanks(line, at);
    if (line[at] === '"') {
      quoted = true;
      at++;
      continue;
    }
    const comma = line.indexOf(',', at);
    if (line.slice(at, comma < 0 ? undefined : comma).includes('"')) return 'stray';
    if (comma < 0) return 'closed';
    at = comma + 1;
  }
}

function afterBlanks(line: string, from: number): number {
  let at = from;
  while (line[at] === ' ' || line[at] === '\t') at++;
  return at;
}
