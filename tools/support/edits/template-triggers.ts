import type { Action, Program, Track, Trigger } from '../../../engine/program/schema.ts';
import { behaviouralTriggers } from '../../../engine/program/templates/behavioural-triggers/index.ts';
import { type DraftTrack, type Made, titled } from './made.ts';
import type { WishedEdit } from './wished.ts';

/** Content is pinned when the change is filed; until then a step names its item. */
const template = () => behaviouralTriggers((item) => ({ item, version: 1, hash: '0'.repeat(64) }));

const filler = new Set(
  'a an the of in on for and to with when lead leads page pages at once same'.split(' '),
);

/**
 * Takes one of the twenty behaviours over from the template: its trigger, and the tracks, paces and segments that it
 * needs and the program lacks. What the program has under the same id stays as it is. `read` are the words that named it.
 */
export function templateTrigger(
  program: Program,
  said: string,
): { made: Made; read: string[] } | { problem: string } {
  const from = template();
  const words = wordsOf(said);
  const scored = Object.entries(from.triggers)
    .map(([id, trigger]) => {
      const known = wordsOf(`${id} ${trigger.title}`);
      return { id, trigger, read: words.filter((word) => known.includes(word)) };
    })
    .sort((a, b) => b.read.length - a.read.length);
  const [best, next] = scored;
  if (!best || best.read.length === 0 || best.read.length === next?.read.length)
    return {
      problem: `The template has these behaviours: ${scored.map(({ trigger }) => trigger.title.replace(/:.*/, '')).join('; ')}. Name one.`,
    };
  if (Object.hasOwn(program.triggers, best.id))
    return { problem: `There is a trigger “${best.trigger.title}” already.` };
  const edits: WishedEdit[] = [{ op: 'put', path: `triggers/${best.id}`, value: best.trigger }];
  const needed = neededBy(from, best.trigger);
  const lacking = needed.filter(([area, id]) => !Object.hasOwn(program[area] ?? {}, id));
  for (const [area, id] of lacking) {
    const value = from[area]?.[id];
    edits.push({
      op: 'put',
      path: `${area}/${id}`,
      value: area === 'tracks' ? byItem(value as Track) : value,
    });
  }
  return {
    made: { title: titled(`New trigger from the template: ${best.trigger.title}`), edits },
    read: words,
  };
}

type Needed = [area: 'tracks' | 'cadences' | 'segments', id: string];

function neededBy(from: Program, trigger: Trigger): Needed[] {
  const needed = new Map<string, Needed>();
  const need = (area: Needed[0], id: string) => {
    if (needed.has(`${area}/${id}`) || !Object.hasOwn(from[area] ?? {}, id)) return;
    needed.set(`${area}/${id}`, [area, id]);
    const track = area === 'tracks' ? from.tracks[id] : undefined;
    if (!track) return;
    for (const step of track.steps) if (step.kind === 'action') actions([step.action]);
    conditions(JSON.stringify(track));
  };
  const actions = (done: readonly Action[]) => {
    for (const action of done) {
      if (action.do === 'enrol' || action.do === 'leave') need('tracks', action.track);
      if (action.do === 'cadence' && action.cadence !== null) need('cadences', action.cadence);
    }
  };
  const conditions = (text: string) => {
    for (const [, id] of text.matchAll(/IN SEGMENT ([a-z][a-z0-9-]*)/g)) need('segments', id as string);
    for (const [, id] of text.matchAll(/ON TRACK ([a-z][a-z0-9-]*)/g)) need('tracks', id as string);
  };
  actions(trigger.actions);
  conditions(trigger.when);
  return [...needed.values()];
}

function byItem(track: Track): DraftTrack {
  return {
    ...track,
    steps: track.steps.map((step) =>
      step.kind === 'email' ? { ...step, content: step.content.item } : step,
    ),
  };
}

function wordsOf(text: string): string[] {
  return [
    ...new Set(
      text
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .filter((word) => word !== '' && !filler.has(word))
        .map((word) => word.replace(/s$/, '')),
    ),
  ];
}
