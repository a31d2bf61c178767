import { isOpen, type ScheduledStep, scheduleOf } from '../schedule.ts';
import type { Step, Track } from '../schema.ts';
import { same } from './compare.ts';
import { splitWords, stepName, timingWords, waitForWords, waitWords } from './step-words.ts';
import { actionWords, type Names, quote } from './words.ts';

interface Placed extends ScheduledStep {
  step: Step;
}

/** What differs between the steps of two versions of a track, matched by step id. */
export function diffSteps(before: Track, after: Track, names: Names): string[] {
  const [old, now] = [placed(before), placed(after)];
  const kept = [...now.keys()].filter((id) => old.get(id)?.step.kind === now.get(id)?.step.kind);
  const keptIds = new Set(kept);
  const oldOrder = [...old.keys()].filter((id) => keptIds.has(id));
  return [
    ...[...old].flatMap(([id, was]) => (keptIds.has(id) ? [] : [`${nameOf(was, names)} is taken out`])),
    ...[...now].flatMap(([id, is]) =>
      keptIds.has(id) ? [] : [`${nameOf(is, names)} is new${dueText(is) || placeText(id, now)}`],
    ),
    ...kept.flatMap((id) => {
      const [was, is] = [old.get(id), now.get(id)];
      return was === undefined || is === undefined
        ? []
        : diffStep(was, is, names, shownByEmail(id, old, now));
    }),
    ...(same(oldOrder, kept)
      ? []
      : [`the steps come in another order: ${kept.join(', ')} (was ${oldOrder.join(', ')})`]),
  ];
}

/** The steps of a new track, each told once; a wait of known length by the time of what follows. */
export function tellSteps(track: Track, names: Names): string[] {
  return [...placed(track).values()].flatMap((is) =>
    is.step.kind === 'wait' && !opens(is) ? [] : [`${nameOf(is, names)}${dueText(is)}`],
  );
}

function diffStep(was: Placed, is: Placed, names: Names, waitIsShown: boolean): string[] {
  const name = stepName(is.step, is.email);
  const texts: string[] = [];
  if (was.step.title !== is.step.title) {
    texts.push(
      `${name} is called ${quote(is.step.title ?? is.step.id)} (was ${quote(was.step.title ?? was.step.id)})`,
    );
  }
  if (was.step.kind === 'email' && is.step.kind === 'email') {
    if (!sameTime(was, is)) {
      texts.push(`${name} is sent ${timingWords(is)} instead of ${timingWords(was).replace(/^on /, '')}`);
    }
    if (!same(was.step.content, is.step.content)) {
      texts.push(`${name} sends ${contentText(is.step.content)} instead of ${contentText(was.step.content)}`);
    }
    if (was.step.purpose !== is.step.purpose)
      texts.push(`${name} is ${is.step.purpose} (was ${was.step.purpose})`);
  } else if (was.step.kind === 'wait' && is.step.kind === 'wait') {
    const [now, then] = [waitWords(is.step), waitWords(was.step)];
    if (now !== then && !waitIsShown) texts.push(`${name}: waits ${now} (was ${then})`);
  } else if (was.step.kind === 'branch' && is.step.kind === 'branch') {
    const [now, then] = [branchWords(is.step), branchWords(was.step)];
    if (now !== then) texts.push(`${name}: ${now} (was: ${then})`);
  } else if (was.step.kind === 'wait-for' && is.step.kind === 'wait-for') {
    const [now, then] = [waitForWords(is.step), waitForWords(was.step)];
    if (now !== then) texts.push(`${name}: waits ${now} (was ${then})`);
  } else if (was.step.kind === 'split' && is.step.kind === 'split') {
    const [now, then] = [splitWords(is.step), splitWords(was.step)];
    if (now !== then) texts.push(`${name}: ${now} (was: ${then})`);
  } else if (was.step.kind === 'action' && is.step.kind === 'action') {
    if (!same(was.step.action, is.step.action)) {
      texts.push(
        `${name} ${actionWords(is.step.action, names)} (was: ${actionWords(was.step.action, names)})`,
      );
    }
  } else if (was.step.kind === 'exit' && is.step.kind === 'exit' && was.step.reason !== is.step.reason) {
    texts.push(`${name} ends with ${quote(is.step.reason)} (was ${quote(was.step.reason)})`);
  }
  return texts;
}

/** A wait of known length need not be told when the email that follows it in both versions is told to move. */
function shownByEmail(
  id: string,
  old: ReadonlyMap<string, Placed>,
  now: ReadonlyMap<string, Placed>,
): boolean {
  if ([old.get(id), now.get(id)].some((wait) => wait !== undefined && opens(wait))) return false;
  const [was, is] = [nextEmail(id, old), nextEmail(id, now)];
  return was !== undefined && is !== undefined && was.step.id === is.step.id && !sameTime(was, is);
}

/** Of a step that says no time itself. */
function placeText(id: string, steps: ReadonlyMap<string, Placed>): string {
  const all = [...steps.values()];
  const before = all[all.findIndex(({ step }) => step.id === id) - 1];
  return before === undefined ? ', at the beginning' : `, after ${stepName(before.step, before.email)}`;
}

function opens({ step, after }: Placed): boolean {
  return isOpen(step, after !== undefined);
}

/** Whether both come as long after the start or, where an open wait comes before, as long after the same one. */
function sameTime(a: Placed, b: Placed): boolean {
  if (a.after === undefined || b.after === undefined)
    return !a.after && !b.after && a.offsetMs === b.offsetMs;
  return a.after.wait.id === b.after.wait.id && a.after.ms === b.after.ms;
}

function nextEmail(id: string, steps: ReadonlyMap<string, Placed>): Placed | undefined {
  const all = [...steps.values()];
  return all.slice(all.findIndex(({ step }) => step.id === id)).find(({ step }) => step.kind === 'email');
}

function placed(track: Track): Map<string, Placed> {
  return new Map(
    scheduleOf(track).flatMap((scheduled) => {
      const step = track.steps[scheduled.place];
      return step === undefined ? [] : [[step.id, { ...scheduled, step }]];
    }),
  );
}

function nameOf({ step, email }: Placed, names: Names): string {
  const name = stepName(step, email);
  switch (step.kind) {
    case 'email':
      return `${name} (${contentText(step.content)}${step.purpose === 'marketing' ? '' : `, ${step.purpose}`})`;
    case 'wait':
      return `${name} (${waitWords(step)})`;
    case 'wait-for':
      return `${name} (${waitForWords(step)})`;
    case 'branch':
      return `${name} (${branchWords(step)})`;
    case 'split':
      return `${name} (${splitWords(step)})`;
    case 'action':
      return `${name} (${actionWords(step.action, names)})`;
    case 'exit':
      return `${name} (ends with ${quote(step.reason)})`;
  }
}

function dueText(is: Placed): string {
  const timing = timingWords(is);
  if (is.step.kind === 'email') return `, sent ${timing}`;
  if (is.step.kind === 'action') return `, ${timing}`;
  return opens(is) ? `, begins ${timing}` : '';
}

function contentText({ item, version, hash }: Extract<Step, { kind: 'email' }>['content']): string {
  return `“${item}” version ${version}, ${hash.slice(0, 8)}`;
}

function branchWords(step: Extract<Step, { kind: 'branch' }>): string {
  return [
    ...step.cases.map(({ when, goto }) => `to “${goto}” when ${when}`),
    ...(step.otherwise ? [`otherwise to “${step.otherwise}”`] : []),
  ].join('; ');
}
