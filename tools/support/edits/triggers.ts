import type { Action, Program, Trigger } from '../../../engine/program/schema.ts';
import { actionWords } from '../action-words.ts';
import { freeSlug } from '../slug.ts';
import { type Made, patched, put, removed } from './made.ts';

/** Does something whenever an event comes for which a condition holds. */
export function createTrigger(
  { triggers }: Pick<Program, 'triggers'>,
  { title, ...trigger }: Omit<Trigger, 'title'> & { title?: string | undefined },
): Made {
  const same = Object.entries(triggers).find(
    ([, one]) => one.when === trigger.when && JSON.stringify(one.actions) === JSON.stringify(trigger.actions),
  );
  if (same) return { problem: `The trigger “${same[1].title}” does that already.` };
  const named = (title ?? `${trigger.when}: ${trigger.actions.map(actionWords).join(', ')}`).slice(0, 200);
  return put(`New trigger: ${named}`, `triggers/${freeSlug(named, triggers)}`, { title: named, ...trigger });
}

/** Changes when a trigger fires, how often, or what it does. */
export function changeTrigger(
  { id, title }: { id: string; title: string },
  fields: { [Field in keyof Trigger]?: Trigger[Field] | null },
  words: string,
): Made {
  return patched(`Trigger “${title}”: ${words}`, `triggers/${id}`, fields);
}

/** One more thing that a trigger does. */
export function addToTrigger({ id, title, actions }: Trigger & { id: string }, action: Action): Made {
  return patched(`Trigger “${title}”: also ${actionWords(action)}`, `triggers/${id}`, {
    actions: [...actions, action],
  });
}

export function removeTrigger({ id, title }: { id: string; title: string }): Made {
  return removed(`Remove the trigger “${title}”`, `triggers/${id}`);
}
