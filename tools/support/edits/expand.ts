import { type Fault, TrellisError } from '../../../db/errors.ts';
import { applyLoosely, valueAt } from '../../../engine/program/edits.ts';
import { shortPin } from '../../../engine/program/pins.ts';
import { type ContentRef, type Edit, editSchema, type Program } from '../../../engine/program/schema.ts';
import { isRecord } from '../../../engine/program/walk-schema.ts';
import { mergePatch } from './merge-patch.ts';
import type { WishedEdit } from './wished.ts';

/** Pins an item of the library by its id: the version that is said, or the latest. */
export type PinItem = (item: string, version?: number) => Promise<{ ref: ContentRef; title: string }>;

/**
 * Edits as the engine applies them: patches made whole against what stands there after the edits before them, items
 * that are named by id pinned. Their form is not looked at here. Throws `input.invalid` with the edits that patch what
 * is not there, and what pinning throws.
 */
export async function expandEdits(
  program: Program,
  wished: readonly WishedEdit[],
  pin: PinItem,
): Promise<unknown[]> {
  const draft = structuredClone(program);
  const faults: Fault[] = [];
  const expanded: unknown[] = [];
  for (const [place, wish] of wished.entries()) {
    const edit = whole(draft, wish);
    if ('missing' in edit) {
      faults.push({
        path: `edits/${place}/path`,
        message: `there is no ${edit.missing} to patch; put it whole`,
      });
      continue;
    }
    const pinned = { ...edit, ...('value' in edit && { value: await withPins(edit.value, pin) }) };
    expanded.push(pinned);
    const valid = editSchema.safeParse(pinned);
    if (valid.success) applyLoosely(draft, valid.data as Edit);
  }
  if (faults.length > 0)
    throw new TrellisError('input.invalid', 'A patch is of what is there already. Mend what is named.', {
      faults,
    });
  return expanded;
}

/** The edit without what only tools know: `patch` and `from`. */
function whole(
  draft: Program,
  { from, ...edit }: WishedEdit,
): Omit<WishedEdit, 'from'> | { missing: string } {
  if (edit.op !== 'patch') return edit;
  const source = from === undefined ? edit.path : edit.path.replace(/[^/]*$/, from);
  const base = valueAt(draft, source);
  if (base === undefined) return { missing: source };
  const value = mergePatch(base, edit.value ?? {});
  // A copy of a step gets the id of its path.
  if (from !== undefined && isRecord(value)) delete value.id;
  return { ...edit, op: 'put', value };
}

/** Content of email steps that is named without its pin gets it; a step that had a title gets that of the item. */
async function withPins(value: unknown, pin: PinItem): Promise<unknown> {
  if (!isRecord(value)) return value;
  if (Array.isArray(value.steps))
    return { ...value, steps: await Promise.all(value.steps.map((step) => withPins(step, pin))) };
  if (value.kind !== 'email') return value;
  const named = typeof value.content === 'string' ? { item: value.content } : shortPin(value.content);
  if (!named) return value;
  const { ref, title } = await pin(named.item, named.version);
  return { ...value, content: ref, ...(value.title !== undefined && { title }) };
}
