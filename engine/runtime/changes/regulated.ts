import type { Tx } from '../../../db/connection.ts';
import type { ContentRef, Edit, Program, Track } from '../../program/schema.ts';
import { actionsOf } from '../../program/validate/actions-of.ts';
import type { ChangesOptions } from './options.ts';

/**
 * Titles of the regulated items that the change begins to send, or sends to leads to whom it was not sent before: the
 * track has the item newly, takes in others by its entry, or something enrols in it newly.
 */
export async function newlySent(
  tx: Tx,
  { base, proposed, edits }: { base: Program; proposed: Program; edits: readonly Edit[] },
  regulated: ChangesOptions['regulated'],
): Promise<string[]> {
  if (!regulated) return [];
  const enrolling = new Set(enrolments(base));
  const entered = new Set([
    ...enrolments(proposed).flatMap((one) => (enrolling.has(one) ? [] : [one.split(' ')[1]])),
    ...edits.flatMap(({ path }) => (path.startsWith('enrolments/') ? [path.slice(11)] : [])),
  ]);
  const segments = changedSegments(base, proposed);
  const refs = new Map<string, ContentRef>();
  for (const [id, track] of Object.entries(proposed.tracks)) {
    const before = base.tracks[id];
    const others =
      entered.has(id) ||
      JSON.stringify(before?.entry) !== JSON.stringify(track.entry) ||
      segments.some((segment) => names(track.entry?.when ?? '', segment));
    const had = new Set(before ? contentOf(before).map(keyOf) : []);
    for (const ref of contentOf(track)) if (others || !had.has(keyOf(ref))) refs.set(keyOf(ref), ref);
  }
  const titles = new Set<string>();
  for (const ref of refs.values()) {
    const title = await regulated(ref, tx);
    if (title !== undefined) titles.add(title);
  }
  return [...titles].sort();
}

/** Those that say otherwise, and those that are made of them. */
function changedSegments(base: Program, proposed: Program): string[] {
  const changed = new Set(
    Object.entries(proposed.segments).flatMap(([id, { when }]) =>
      base.segments[id]?.when === when ? [] : [id],
    ),
  );
  for (let before = -1; before < changed.size; ) {
    before = changed.size;
    for (const [id, { when }] of Object.entries(proposed.segments)) {
      if ([...changed].some((other) => names(when, other))) changed.add(id);
    }
  }
  return [...changed];
}

/** Whether a condition says this id anywhere: rather too often than too seldom. */
function names(condition: string, id: string): boolean {
  return condition.split(/[^A-Za-z0-9-]+/).includes(id);
}

function contentOf({ steps }: Track): ContentRef[] {
  return steps.flatMap((step) => (step.kind === 'email' ? [step.content] : []));
}

function keyOf({ item, version, hash }: ContentRef): string {
  return `${item}@${version}#${hash}`;
}

/** `triggers/ID TRACK`: what enrols in which track. */
function enrolments(program: Program): string[] {
  return actionsOf(program).flatMap(({ path, action }) =>
    action.do === 'enrol' ? [`${path.replace(/\/(actions|down|steps)\/.*$/, '')} ${action.track}`] : [],
  );
}
