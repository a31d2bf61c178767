import { cleanText } from './clean-text.ts';
import type { Line } from './pdf-lines.ts';

/** Larger than the text around it by this much, a short line is a heading. */
const headingRatio = 1.15;
const mostHeading = 150;
/**
 * Lines of pages as one Markdown text. `starts` are the code points of it at which each page begins; a page without text
 * begins where the one before it ends. What stands at the edge of most pages, such as page numbers, is left out.
 */
export function pagesToMarkdown(pages: readonly Line[][]): {
  body: string;
  starts: number[];
  notes: string[];
} {
  const usual = usualSize(pages);
  const levels = headingSizes(pages, usual);
  const isLarge = (line: Line) => levels.includes(round(line.size));
  const repeated = repeatedEdges(pages);
  const notes = new Set<string>();
  const starts: number[] = [];
  let body = '';
  let points = 0;
  for (const lines of pages) {
    const kept = lines.filter(
      (line, at) => isLarge(line) || !(isEdge(at, lines.length) && repeated.has(shapeOf(line.text))),
    );
    const { text, notes: unseen } = cleanText(blocksOf(kept, usual, levels).join('\n\n'));
    for (const note of unseen) notes.add(note);
    const gap = body !== '' && text !== '' ? '\n\n' : '';
    starts.push(points + gap.length);
    body += gap + text;
    points += gap.length + [...text].length;
  }
  return { body, starts, notes: [...notes] };
}

function blocksOf(lines: readonly Line[], usual: number, levels: readonly number[]): string[] {
  const blocks: string[] = [];
  let paragraph = '';
  let before: Line | undefined;
  const close = () => {
    if (paragraph !== '') blocks.push(paragraph);
    paragraph = '';
  };
  let heading: { text: string; size: number; y: number } | undefined;
  const closeHeading = () => {
    if (heading) blocks.push(`${'#'.repeat(levels.indexOf(round(heading.size)) + 1)} ${heading.text}`);
    heading = undefined;
  };
  for (const line of lines) {
    if (levels.includes(round(line.size)) && line.text.length <= mostHeading && /\p{L}/u.test(line.text)) {
      close();
      // A heading of two lines is one.
      if (
        heading &&
        heading.size === line.size &&
        heading.y - line.y < line.size * 2 &&
        heading.text.length < mostHeading
      ) {
        heading = { text: `${heading.text} ${line.text}`, size: line.size, y: line.y };
      } else {
        closeHeading();
        heading = { ...line };
      }
    } else {
      closeHeading();
      const gap = before ? before.y - line.y : 0;
      const isNew =
        gap > Math.max(line.size, usual) * 1.7 || gap < 0 || /^(?:[•●▪◦‣–]|\d{1,2}[.)])\s/.test(line.text);
      if (isNew) close();
      paragraph = joined(paragraph, line.text);
    }
    before = line;
  }
  closeHeading();
  close();
  return blocks;
}

/** A word that was parted at the end of its line is one again. */
function joined(paragraph: string, text: string): string {
  const line = text.replace(/^[•●▪◦‣]\s*/, '- ').replace(/^#/, '\\#');
  if (paragraph === '') return line;
  if (/\p{Ll}-$/u.test(paragraph) && /^\p{Ll}/u.test(line)) return paragraph.slice(0, -1) + line;
  return `${paragraph} ${line}`;
}

const round = (size: number) => Math.round(size * 2) / 2;

/** The size that most letters have. */
function usualSize(pages: readonly Line[][]): number {
  const letters = new Map<number, number>();
  for (const line of pages.flat())
    letters.set(round(line.size), (letters.get(round(line.size)) ?? 0) + line.text.length);
  return [...letters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 10;
}

/** Largest first, at most four: the levels of headings. */
function headingSizes(pages: readonly Line[][], usual: number): number[] {
  const sizes = new Set(
    pages
      .flat()
      .filter((line) => line.size > usual * headingRatio && line.text.length <= mostHeading)
      .map((line) => round(line.size)),
  );
  return [...sizes].sort((a, b) => b - a).slice(0, 4);
}

const shapeOf = (text: string) => text.replace(/\d+/g, '0');
/** Its first and its last line, where there is something between them. */
const isEdge = (at: number, length: number) => length > 2 && (at === 0 || at === length - 1);

function repeatedEdges(pages: readonly Line[][]): Set<string> {
  const seen = new Map<string, number>();
  for (const lines of pages) {
    const shapes = new Set(
      lines.filter((_, at) => isEdge(at, lines.length)).map((line) => shapeOf(line.text)),
    );
    for (const shape of shapes) seen.set(shape, (seen.get(shape) ?? 0) + 1);
  }
  const most = Math.max(3, Math.ceil(pages.length * 0.6));
  return new Set([...seen].filter(([, count]) => count >= most).map(([shape]) => shape));
}
