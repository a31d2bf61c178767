import type { Tx } from '../../../db/connection.ts';
import { quote } from '../../program/diff/words.ts';
import { type PinnedStep, pinnedSteps } from '../../program/pins.ts';
import type { ContentRef, Program } from '../../program/schema.ts';
import type { DraftPort } from './options.ts';
import type { Plan, PlanDraft } from './types.ts';

/** Tells what a track begins to send from what it sends already. */
export function newPins(base: Program): (pin: Pick<PinnedStep, 'track' | 'content'>) => boolean {
  const before = new Set(pinnedSteps(base).map(pinKey));
  return (pin) => !before.has(pinKey(pin));
}

/** What the change begins to send and nobody has approved yet: approving the change approves it. */
export async function readDrafts(
  tx: Tx,
  { base, proposed }: { base: Program; proposed: Program },
  drafts: DraftPort | undefined,
): Promise<PlanDraft[]> {
  if (!drafts) return [];
  const found = new Map<string, PlanDraft>();
  for (const { content: ref } of pinnedSteps(proposed).filter(newPins(base))) {
    if (found.has(refKey(ref))) continue;
    const draft = await drafts.read(ref, tx);
    if (draft) found.set(refKey(ref), { item: ref.item, version: ref.version, hash: ref.hash, ...draft });
  }
  return [...found.values()];
}

/** One line a draft, the same on every face. */
export function draftWords({ drafts = [] }: Pick<Plan, 'drafts'>): string[] {
  return drafts.map(({ item, version, title, kind, suggested = [], warnings = [] }) => {
    const open = suggested.length > 0 ? ` Suggested, and confirmed by nobody: ${suggested.join(', ')}.` : '';
    const found = warnings.length > 0 ? ` Its checks warn: ${warnings.join('; ')}.` : '';
    return `Approving also approves ${quote(title)} for sending (${kind}, ${item} version ${version}), which nobody has approved yet.${open}${found}`;
  });
}

/** What would be approved besides what was shown; what somebody approved meanwhile takes nothing from an approval. */
export function draftDrift(shown: Pick<Plan, 'drafts'>, current: Pick<Plan, 'drafts'>): string[] {
  const known = new Set(shown.drafts?.map(refKey));
  return (current.drafts ?? [])
    .filter((draft) => !known.has(refKey(draft)))
    .map(({ title }) => `it would also approve ${quote(title)}, which was approved when this was shown`);
}

export function refKey({ item, version, hash }: ContentRef): string {
  return `${item}@${version}#${hash}`;
}

function pinKey({ track, content }: Pick<PinnedStep, 'track' | 'content'>): string {
  return `${track} ${refKey(content)}`;
}
