import { canonicalJson } from '../db/canonical.ts';
import { checkDocument } from '../engine/program/check-document.ts';
import { programPathsBetween } from '../engine/program/diff.ts';
import { editsBetween } from '../engine/program/edits.ts';
import type { Manifest } from '../engine/program/files/layout.ts';
import { programHash } from '../engine/program/hash.ts';
import { emptyProgram, invalidProgram } from '../engine/program/parse.ts';
import { type ShortPin, shortPinsOf, withAnyPins, withPins } from '../engine/program/pins.ts';
import type { ContentRef, Edit, Program } from '../engine/program/schema.ts';
import { type Finding, finding } from '../engine/program/validate/findings.ts';
import type { Change, Plan } from '../engine/runtime/changes/types.ts';
import type { Installation } from './installation.ts';

/** What a document would change of the program in force. */
export interface DocumentPlan {
  active: { version: number; hash: string };
  /** The document, content pinned, is the program in force. */
  isActive: boolean;
  /**
   * Paths that were changed since the base by others; the plan keeps what they say. Of a document without a base those
   * that it says otherwise.
   */
  drift: readonly string[];
  /** Content that the document names without a pin, and what it stands for now. */
  pins: readonly { path: string; pin: ContentRef }[];
  /** On top of the program in force. Empty: it says all of this already. */
  edits: readonly Edit[];
  /** Absent without edits. */
  plan?: Plan;
  warnings: readonly Finding[];
  /** The open change that makes the same edits, if there is one. */
  open?: Change;
}

/**
 * Three programs decide: what the document changed of its base is laid over the program in force, so that what others
 * changed meanwhile stays; without a base all that is in force does. Throws `program.invalid` with every fault, what both
 * changed among them.
 */
export async function planDocument(
  installation: Installation,
  base: Pick<Manifest, 'base' | 'hash'>,
  document: Record<string, unknown>,
): Promise<DocumentPlan> {
  const { engine, changes, clock } = installation;
  const active = await engine.program();
  const { pins, faults: unpinned } = await resolvePins(installation, document);
  const pinned = withPins(document, pins);
  const { program, faults } = checkDocument(withAnyPins(pinned));
  const { program: from, faults: baseFaults } = await baseOf(installation, base);
  if (!program || !from || unpinned.length > 0) throw invalidProgram([...baseFaults, ...unpinned, ...faults]);

  const drift = programPathsBetween(from, active.program);
  const missing = new Map(editsBetween(active.program, program).map((edit) => [edit.path, edit]));
  // What the program in force says already need not be done, whoever did it.
  const wanted = editsBetween(from, program).filter(({ path }) => missing.has(path));
  const clashes = wanted.filter(({ path }) => drift.includes(path));
  const onlyAdds = base.base === 0;
  const edits = onlyAdds ? wanted.filter((edit) => !clashes.includes(edit)) : wanted;
  if (clashes.length > 0 && !onlyAdds)
    throw invalidProgram(clashes.map(({ path }) => conflict(path, base.base, active.version)));

  const answer = {
    active: { version: active.version, hash: active.hash },
    isActive: programHash(program) === active.hash,
    drift: onlyAdds ? clashes.map(({ path }) => path) : drift.filter((path) => missing.has(path)),
    pins: [...pins].map(([path, pin]) => ({ path, pin })),
    edits,
    warnings: [],
  };
  if (edits.length === 0) return answer;
  const { plan, warnings } = await changes.preview(edits);
  const same = canonicalJson(edits);
  const open = (await changes.list({ status: 'proposed', limit: 200 })).find(
    (change) => change.expiresAt > clock() && canonicalJson(change.edits) === same,
  );
  return { ...answer, plan, warnings, ...(open && { open }) };
}

/** Version 0 is nothing: the document then only adds. */
async function baseOf(
  { engine }: Installation,
  { base, hash }: Pick<Manifest, 'base' | 'hash'>,
): Promise<{ program?: Program; faults: Finding[] }> {
  if (base === 0) return { program: emptyProgram(), faults: [] };
  const { version } = await engine.program();
  const known = base <= version ? await engine.program(base) : undefined;
  if (known && (hash === undefined || known.hash === hash)) return { program: known.program, faults: [] };
  const message = known
    ? `version ${base} is another program here than the one the folder was made from; export from this installation, or set "base: 0" to only add to what is in force`
    : `there is no version ${base} here, ${version} is in force; export from this installation, or set "base: 0" to only add to what is in force`;
  return { faults: [finding('folder.base', 'base', message)] };
}

function conflict(path: string, base: number, active: number): Finding {
  const message = `the folder and the program in force both changed ${path} since version ${base}: export version ${active} into another folder, and make your change on it`;
  return finding('folder.conflict', path, message);
}

/** The approved latest version of every item that is named without a pin, or the version that is named. */
async function resolvePins(
  { library }: Installation,
  document: unknown,
): Promise<{ pins: Map<string, ContentRef>; faults: Finding[] }> {
  const pins = new Map<string, ContentRef>();
  const unknown: ShortPin[] = [];
  const faults: Finding[] = [];
  for (const short of shortPinsOf(document)) {
    const item = await library.get(short.item, short.version);
    if (!item) unknown.push(short);
    // A version that somebody names is carried to the approver of the change.
    else if (!item.approved && short.version === undefined) {
      const message = `version ${item.version} of "${item.id}" is not approved; have it approved, or name a version: { item: ${item.id}, version: … }; one that is not approved is approved with the change`;
      faults.push(finding('content.unapproved', short.path, message));
    } else pins.set(short.path, { item: item.id, version: item.version, hash: item.hash });
  }
  return { pins, faults: [...unknownItems(unknown), ...faults] };
}

/** More missing items than this are those of a library that is not there yet, and one fault. */
const mostApart = 3;

function unknownItems(missing: readonly ShortPin[]): Finding[] {
  const names = [...new Set(missing.map(nameOf))];
  const [first] = missing;
  if (first === undefined || names.length <= mostApart) {
    return missing.map((short) =>
      finding(
        'content.unknown',
        short.path,
        `the library has no ${nameOf(short)}; name an item that it has, or add it`,
      ),
    );
  }
  const message = `the library has none of these ${names.length} items: ${names.join(', ')}; add them (\`trellis library add FOLDER\`), or name items that it has`;
  return [finding('content.unknown', first.path, message)];
}

function nameOf({ item, version }: ShortPin): string {
  return version === undefined ? `"${item}"` : `version ${version} of "${item}"`;
}
