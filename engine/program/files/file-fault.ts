import type { LineCounter } from 'yaml';
import type { Fault } from '../../../db/errors.ts';

/** A fault with its place in the files. */
export interface FileFault extends Fault {
  /** Below the folder. */
  file: string;
  line: number;
  column: number;
}

export function placeIn(
  { path, lines }: { path: string; lines: LineCounter },
  offset: number,
): { file: string; line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { file: path, line: Math.max(line, 1), column: Math.max(col, 1) };
}
