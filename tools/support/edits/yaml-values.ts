import { type Fault, TrellisError } from '../../../db/errors.ts';
import type { FileFault } from '../../../engine/program/files/file-fault.ts';
import { parts } from '../../../engine/program/files/layout.ts';
import { type Piece, placeFault } from '../../../engine/program/files/places.ts';
import { readYaml } from '../../../engine/program/files/yaml-file.ts';
import { isRecord } from '../../../engine/program/walk-schema.ts';
import { baseOfText, type TextBase } from './unmoved.ts';
import type { WishedEdit } from './wished.ts';

/** Parts whose things are edited one by one, which one text may hold several of. */
const collections: ReadonlySet<string> = new Set(
  parts.flatMap(({ name, records }) => (records.some((record) => record.length === 0) ? [name] : [])),
);

/**
 * The edits with the values that were given as the YAML text of a program file, read: of one thing at its path, of
 * several by id at the path of their part (`tracks`). `at` says where each stands in its text, `bases` which version the
 * text of each that is put was made from, where it says so. Throws `input.invalid` with line and column of what is no YAML.
 */
export function readYamlValues(wished: readonly WishedEdit[]): {
  edits: WishedEdit[];
  at: Piece[];
  bases: TextBase[];
} {
  const edits: WishedEdit[] = [];
  const at: Piece[] = [];
  const bases: TextBase[] = [];
  const faults: FileFault[] = [];
  for (const [place, edit] of wished.entries()) {
    const text = `edits/${place}/value`;
    const read = isYaml(edit.value) ? readYaml(text, edit.value) : undefined;
    faults.push(...(read?.faults ?? []));
    const value = read?.file && isRecord(read.file.value) ? read.file.value : edit.value;
    const things =
      collections.has(edit.path) && isRecord(value)
        ? Object.entries(value).map(([id, thing]) => ({
            path: `${edit.path}/${id}`,
            value: thing,
            keys: [id],
          }))
        : [{ path: edit.path, value, keys: [] }];
    for (const { path, value: thing, keys } of things) {
      if (read?.file) {
        const { file } = read;
        at.push({ path, file, keys }, { path: `edits/${edits.length}/value`, file, keys });
        const base = edit.op === 'put' ? baseOfText(file.text) : undefined;
        if (base !== undefined) bases.push({ path, base });
      }
      edits.push({ ...edit, path, ...(thing !== undefined && { value: thing }) });
    }
  }
  if (faults.length > 0)
    throw new TrellisError('input.invalid', 'A text is no YAML of a program file. Mend what is named.', {
      faults,
    });
  return { edits, at, bases };
}

/** Does the work, and tells of its faults the line and column in the text that each is in. */
export async function placed<T>(at: readonly Piece[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TrellisError) || at.length === 0) throw error;
    const { code, message, mender, cause } = error;
    throw new TrellisError(code, message, {
      mender,
      cause,
      faults: error.faults.map((fault) => inText(fault, at)),
    });
  }
}

function inText(fault: Fault, at: readonly Piece[]): Fault {
  const isIn = ({ path }: Piece) => fault.path === path || fault.path.startsWith(`${path}/`);
  const pieces = at.filter(isIn);
  if (pieces.length === 0) return fault;
  const { line, column } = placeFault(fault, pieces, fault.path);
  return { ...fault, line, column };
}

/** A value of one line is what it says: a name, a time zone. */
function isYaml(value: unknown): value is string {
  return typeof value === 'string' && value.includes('\n');
}
