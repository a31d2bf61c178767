/** A piece of text on a page, as pdf.js gives it. */
export interface TextPiece {
  str: string;
  /** The last two are where it begins, from the lower left. */
  transform: number[];
  width: number;
  height: number;
  hasEOL: boolean;
}

/** A line as it stands on its page. */
export interface Line {
  text: string;
  /** Of its letters, in points. */
  size: number;
  /** From the lower edge of the page. */
  y: number;
}

/** Nobody reads letters of this size. */
const unreadable = 2;

/** Pieces in the order of the file put together to lines; blanks where there is a gap. */
export function linesOf(pieces: readonly TextPiece[]): Line[] {
  const lines: Line[] = [];
  let open: (Line & { end: number }) | undefined;
  const close = () => {
    if (open && open.text.trim() !== '')
      lines.push({ text: open.text.replace(/\s+/g, ' ').trim(), size: open.size, y: open.y });
    open = undefined;
  };
  for (const { str, transform, width, height, hasEOL } of pieces) {
    const size = height || Math.abs(transform[3] ?? 0);
    const [x, y] = [transform[4] ?? 0, transform[5] ?? 0];
    if (str !== '' && (size >= unreadable || str.trim() === '')) {
      if (open && str.trim() !== '' && Math.abs(y - open.y) > Math.max(size, open.size) * 0.6) close();
      if (!open) open = { text: str, size, y, end: x + width };
      else {
        const gap = x - open.end;
        open.text += gap > size * 0.15 && !open.text.endsWith(' ') ? ` ${str}` : str;
        if (str.trim() !== '') open.size = Math.max(open.size, size);
        open.end = x + width;
      }
    }
    if (hasEOL) close();
  }
  close();
  return lines;
}
