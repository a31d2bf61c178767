import type { Tx } from '../../../../db/connection.ts';
import type { ContentRef, Edit, Program, Track } from '../../../program/schema.ts';
import { actionsOf } from '../../../program/validate/actions-of.ts';
import type { ChangesOptions } from '../options.ts';

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
  const entered = takingOthers(base, proposed, edits);
  const refs = new Map<string, ContentRef>();
  for (const [id, track] of Object.entries(proposed.tracks)) {
    const before = base.tracks[id];
    const had = new Set(before ? contentOf(before).map(keyOf) : []);
    for (const ref of contentOf(track))
      if (entered.has(id) || !had.has(keyOf(ref))) refs.set(keyOf(ref), ref);
  }
  const titles = new Set<string>();
  for (const ref of refs.values()) {
    const title = await regulated(ref, tx);
    if (title !== undefined) titles.add(title);
  }
  return [...titles].sort();
}

/** Tracks that others may enter than before: by their entry, by what enrols in them, or from a track that others enter. */
function takingOthers(base: Program, proposed: Program, edits: readonly Edit[]): Set<string> {
  const segments = changedSegments(base, proposed);
  const isWidened = (when = '') => segments.some((segment) => names(when, segment));
  const entered = new Set(
    edits.flatMap(({ path }) => (path.startsWith('enrolments/') ? [path.slice('enrolments/'.length)] : [])),
  );
  for (const [id, { entry }] of Object.entries(proposed.tracks)) {
    const before = base.tracks[id]?.entry;
    if (JSON.stringify(before) !== JSON.stringify(entry) || isWidened(entry?.when)) entered.add(id);
  }
  const known = new Set(enrolments(base).map(({ text }) => text));
  for (let size = -1; size < entered.size; ) {
    size = entered.size;
    for (const { from, when, track, text } of enrolments(proposed))
      if (!known.has(text) || isWidened(when) || (from !== undefined && entered.has(from)))
        entered.add(track);
  }
  return entered;
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

interface Enrolling {
  track: string;
  /** The track that leads come from; absent where a trigger or threshold brings them. */
  from?: string;
  when?: string;
  /** All of it but its title, and what else it does. */
  text: string;
}

/** What enrols in which track. */
function enrolments(program: Program): Enrolling[] {
  return actionsOf(program).flatMap(({ path, action }): Enrolling[] => {
    if (action.do !== 'enrol') return [];
    const { track } = action;
    const [, area, id = ''] = /^(triggers|scoring\/thresholds|tracks)\/([^/]+)\//.exec(path) ?? [];
    if (area === 'tracks') return [{ track, from: id, text: `${id} ${track}` }];
    const trigger = area === 'triggers' ? program.triggers[id] : undefined;
    const cause = { ...(trigger ?? program.scoring.thresholds[id]), title: '', actions: [], down: [] };
    return [
      { track, text: JSON.stringify([area, id, track, cause]), ...(trigger && { when: trigger.when }) },
    ];
  });
}
