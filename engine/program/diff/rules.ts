import type { Cadence, Program, Segment, Trigger } from '../schema.ts';
import { compare, differing } from './compare.ts';
import type { DiffLine } from './line.ts';
import { actionsWords, type Names, quote } from './words.ts';

export function diffSegments(a: Program, b: Program): DiffLine[] {
  return compare<Segment>('segments', a.segments, b.segments, {
    subject: ({ title }) => `Segment ${quote(title)}`,
    added: ({ when }) => [`new; it is the leads with ${when}`],
    removed: () => 'removed',
    changed: (before, after) =>
      differing(before, after, {
        title: (was) => `renamed from ${quote(was)}`,
        when: (was, now) => `it is the leads with ${now} (was ${was})`,
      }),
  });
}

export function diffTriggers(a: Program, b: Program, names: Names): DiffLine[] {
  return compare<Trigger>('triggers', a.triggers, b.triggers, {
    subject: ({ title }) => `Trigger ${quote(title)}`,
    added: (t) => [
      `new: when ${t.when} it ${timingWords(t)}${actionsWords(t.actions, names)}${t.cooldown ? `; not again within ${t.cooldown}` : ''}${onceWords(t.once)}`,
    ],
    removed: ({ when }) => `removed (was: when ${when})`,
    changed: (before, after) =>
      differing(before, after, {
        title: (was) => `renamed from ${quote(was)}`,
        when: (was, now) => `fires when ${now} (was ${was})`,
        after: (was, now) =>
          `acts ${now ? `after ${now}` : 'at once'} (was ${was ? `after ${was}` : 'at once'})`,
        at: (was, now) =>
          `acts ${now ? 'right before the next marketing email' : 'without waiting for an email'} (was ${was ? 'right before the next marketing email' : 'without waiting for one'})`,
        once: (was, now) =>
          `${onceWords(now).slice(2) || 'as often as it comes'} (was ${onceWords(was).slice(2) || 'as often as it comes'})`,
        cooldown: (was, now) =>
          `${now ? `not again within ${now}` : 'may fire again at any time'} (was ${was ?? 'at any time'})`,
        actions: (was, now) => `it ${actionsWords(now, names)} (was: ${actionsWords(was, names)})`,
      }),
  });
}

export function diffCadences(a: Program, b: Program): DiffLine[] {
  return compare<Cadence>('cadences', a.cadences ?? {}, b.cadences ?? {}, {
    subject: ({ title }) => `Cadence ${quote(title)}`,
    added: (cadence) => [`new: ${paceText(cadence)}, ${endText(cadence)}`],
    removed: () => 'removed; leads who have it go back to the normal pace',
    changed: (before, after) => [
      ...differing(before, after, {
        title: (was) => `renamed from ${quote(was)}`,
        percent: () => `${paceText(after)} (was: ${paceText(before)})`,
      }),
      ...(endText(before) === endText(after) ? [] : [`it lasts ${endText(after)} (was: ${endText(before)})`]),
    ],
  });
}

function paceText({ percent }: Cadence): string {
  return `waits take ${percent} % of their time`;
}

function endText({ for: length, until }: Cadence): string {
  const ends = [...(length ? [`for ${length}`] : []), ...(until ? [`until ${until}`] : [])];
  return ends.length === 0 ? 'until an action ends it' : ends.join(' or ');
}

function timingWords({ after, at }: Trigger): string {
  if (after) return `after ${after} `;
  return at ? 'right before the next marketing email ' : '';
}

function onceWords(once: Trigger['once']): string {
  if (once === undefined) return '';
  return once === 'ever' ? '; once for a lead' : `; at most once a ${once}`;
}
