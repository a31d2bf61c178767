import { isScalar, type Node } from 'yaml';
import type { Fault } from '../../../db/errors.ts';
import { type FileFault, placeIn } from './file-fault.ts';
import { scalarOffset } from './scalar-offset.ts';
import { nodeAt, type YamlFile } from './yaml-file.ts';

/** What of the program stands where in a file. */
export interface Piece {
  /** In the program: `tracks/smb`, `scoring/rules/visit`, `policies/cap`. */
  path: string;
  file: YamlFile;
  /** From the top of the file to the piece. */
  keys: readonly string[];
}

/**
 * The fault at its place: the value at its path, the name of a member that should not be there, and within the text of
 * a condition the very word. The nearest that is there for what is missing; `otherwise` for what no file has.
 */
export function placeFault(fault: Fault, pieces: readonly Piece[], otherwise: string): FileFault {
  const path = fault.path.split('/');
  const [nearest] = pieces
    .map((piece) => ({ ...piece, names: piece.path.split('/') }))
    .filter(({ names }) => names.every((name, n) => path[n] === name))
    .sort((a, b) => b.names.length - a.names.length);
  if (!nearest) return { ...fault, file: otherwise, line: 1, column: 1 };
  const { file, keys, names } = nearest;
  const { node, key, found } = nodeAt(file.root, [...keys, ...path.slice(names.length)]);
  const start = fault.code !== 'form.unknown' && found ? (node ?? key) : (key ?? node);
  const word = found && node ? wordOffset(file.text, node, fault) : undefined;
  return { ...fault, ...placeIn(file, word ?? start?.range?.[0] ?? 0) };
}

/** Of the line and column within a scalar's value. */
function wordOffset(text: string, node: Node, { line, column }: Fault): number | undefined {
  if (!isScalar(node) || typeof node.value !== 'string' || line === undefined || column === undefined)
    return undefined;
  const before = node.value.split('\n').slice(0, line - 1);
  return scalarOffset(text, node, before.join('\n').length + (before.length > 0 ? 1 : 0) + column - 1);
}

/** By file, line and column. */
export function inOrder<F extends FileFault>(faults: readonly F[]): F[] {
  return faults.toSorted(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  );
}

/** `tracks/smb.yaml:12:9: step.unreachable: step "x" is never reached; lead to it or take it out` */
export function faultLine({ file, line, column, code, message }: FileFault): string {
  return `${file}:${line}:${column}: ${code ? `${code}: ` : ''}${message}`;
}
