import type { Action } from '../../../engine/program/schema.ts';
import { actionWords } from '../action-words.ts';
import { emailAt } from './emails.ts';
import type { DraftStep, Made, TrackOf } from './made.ts';
import { freeStepId, insertAfter, insertBefore } from './steps.ts';
import { changedSteps } from './track-edits.ts';

/** Right after the email of this number, right before it, or as the first or last thing that the track does. */
export type StepPlace = { after: number } | { before: number } | 'start' | 'end';

/** Has a track do something at a place: tell somebody, make a task, set a stage. */
export function addAction(of: TrackOf, action: Action, place: StepPlace): Made {
  const step = { id: freeStepId(of.track.steps, nameOf(action)), kind: 'action', action } as const;
  return placed(`${of.track.title}: ${actionWords(action)}, ${placeWords(place)}`, of, place, [step]);
}

/** Has leads wait at a place for something, at most so long; then they go on, whether it came or not. */
export function addWaitFor(of: TrackOf, wait: { when: string; within: string }, place: StepPlace): Made {
  const step = { id: freeStepId(of.track.steps, 'wait-for'), kind: 'wait-for', ...wait } as const;
  const title = `${of.track.title}: wait until ${wait.when}, at most ${wait.within}, ${placeWords(place)}`;
  return placed(title, of, place, [step]);
}

/** What becomes of the leads for whom a condition holds; the others go on. */
export type BranchTo = { email: number } | { skip: number } | { act: Action } | 'end';

/**
 * Parts the ways of leads behind an email, once the waits after it are over: right after it nobody has opened it yet.
 */
export function addBranch(of: TrackOf, when: string, to: BranchTo, after: number): Made {
  const email = emailAt(of, after);
  if ('problem' in email) return email;
  const { track } = of;
  const waits = track.steps.slice(email.place + 1).findIndex(({ kind }) => kind !== 'wait');
  const next = waits < 0 ? undefined : track.steps[email.place + 1 + waits]?.id;
  const id = freeStepId(track.steps, 'branch');
  const branch = (goto: string, otherwise?: string): DraftStep => ({
    id,
    kind: 'branch',
    cases: [{ when, goto }],
    ...(otherwise && { otherwise }),
  });
  const title = `${track.title}: after email ${after}, if ${when}, ${toWords(to)}`;
  const put = (added: readonly DraftStep[], tail: readonly DraftStep[] = []) =>
    changedSteps(title, of, [
      ...(next ? insertBefore(track.steps, next, added) : [...track.steps, ...added]),
      ...tail,
    ]);
  if (to !== 'end' && 'act' in to) {
    const act = { id: freeStepId(track.steps, nameOf(to.act)), kind: 'action', action: to.act } as const;
    const end = next ?? freeStepId(track.steps, 'end');
    const last: DraftStep[] = next ? [] : [{ id: end, kind: 'exit', reason: 'finished' }];
    return put([branch(act.id, end), act, ...last]);
  }
  if (to === 'end') {
    const exit = freeStepId(track.steps, 'left-early');
    const finished: DraftStep = { id: freeStepId(track.steps, 'end'), kind: 'exit', reason: 'finished' };
    const ends = track.steps.at(-1)?.kind === 'exit' && next !== undefined;
    return put(
      [branch(exit)],
      [...(ends ? [] : [finished]), { id: exit, kind: 'exit', reason: 'left-early' }],
    );
  }
  const number = 'email' in to ? to.email : to.skip;
  const target = emailAt(of, number);
  if ('problem' in target) return target;
  if (number <= after)
    return { problem: `Email ${number} comes before email ${after}; leads cannot go back.` };
  const goto = 'email' in to ? target.step.id : track.steps[target.place + 1]?.id;
  if (goto === undefined)
    return { problem: `Nothing comes after email ${number}; say “end the track” instead.` };
  if (goto === next) return { problem: `Email ${number} comes next anyhow.` };
  return put([branch(goto)]);
}

function placed(title: string, of: TrackOf, place: StepPlace, steps: readonly DraftStep[]): Made {
  const { track } = of;
  if (place === 'start') return changedSteps(title, of, [...steps, ...track.steps]);
  if (place === 'end') {
    const last = track.steps.at(-1);
    return changedSteps(
      title,
      of,
      last?.kind === 'exit' ? insertBefore(track.steps, last.id, steps) : [...track.steps, ...steps],
    );
  }
  const email = emailAt(of, 'after' in place ? place.after : place.before);
  if ('problem' in email) return email;
  const put = 'after' in place ? insertAfter : insertBefore;
  return changedSteps(title, of, put(track.steps, email.step.id, steps));
}

function placeWords(place: StepPlace): string {
  if (place === 'start') return 'at the start';
  if (place === 'end') return 'at the end';
  return 'after' in place ? `after email ${place.after}` : `before email ${place.before}`;
}

function toWords(to: BranchTo): string {
  if (to === 'end') return 'end the track';
  if ('act' in to) return actionWords(to.act);
  return 'email' in to ? `go on with email ${to.email}` : `skip email ${to.skip}`;
}

function nameOf(action: Action): string {
  return action.do === 'task' || action.do === 'notify' ? action.do : `${action.do}-lead`;
}
