import type { Cadence, Program, ScoringRule, Segment, Threshold, Trigger } from '../schema.ts';
import { compare, differing } from './compare.ts';
import type { DiffLine } from './line.ts';
import { actionsWords, type Names, pointsText, quote } from './words.ts';

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

export function diffScoring(a: Program, b: Program): DiffLine[] {
  return compare<ScoringRule>('scoring/rules', a.scoring.rules, b.scoring.rules, {
    subject: () => 'Scoring',
    added: (rule) => [
      `${quote(rule.title)} gives ${pointsText(rule.points)} ${capText(rule.cap)}when ${rule.when} (new)`,
    ],
    removed: ({ title, points }) => `${quote(title)} gives nothing any more (was ${pointsText(points)})`,
    changed: (before, after) =>
      differing(before, after, {
        points: (was, now) => `${quote(after.title)} gives ${pointsText(now)} (was ${pointsText(was)})`,
        title: (was, now) => `${quote(was)} is now called ${quote(now)}`,
        when: (was, now) => `${quote(after.title)} is given when ${now} (was ${was})`,
        cap: (was, now) =>
          `${quote(after.title)} is given ${capText(now) || 'without a limit '}(was ${capText(was).trim() || 'without a limit'})`,
      }),
  });
}

export function diffThresholds(a: Program, b: Program, names: Names): DiffLine[] {
  return compare<Threshold>('scoring/thresholds', a.scoring.thresholds, b.scoring.thresholds, {
    subject: ({ title }) => `Score threshold ${quote(title)}`,
    added: ({ at, actions }) => [`new: at ${at} points it ${actionsWords(actions, names)}`],
    removed: ({ at }) => `removed (was at ${at} points)`,
    changed: (before, after) =>
      differing(before, after, {
        title: (was) => `renamed from ${quote(was)}`,
        at: (was, now) => `is reached at ${now} points (was ${was})`,
        actions: (was, now) => `it ${actionsWords(now, names)} (was: ${actionsWords(was, names)})`,
      }),
  });
}

export function diffTriggers(a: Program, b: Program, names: Names): DiffLine[] {
  return compare<Trigger>('triggers', a.triggers, b.triggers, {
    subject: ({ title }) => `Trigger ${quote(title)}`,
    added: (t) => [
      `new: when ${t.when} it ${t.after ? `after ${t.after} ` : ''}${actionsWords(t.actions, names)}${t.cooldown ? `; not again within ${t.cooldown}` : ''}`,
    ],
    removed: ({ when }) => `removed (was: when ${when})`,
    changed: (before, after) =>
      differing(before, after, {
        title: (was) => `renamed from ${quote(was)}`,
        when: (was, now) => `fires when ${now} (was ${was})`,
        after: (was, now) =>
          `acts ${now ? `after ${now}` : 'at once'} (was ${was ? `after ${was}` : 'at once'})`,
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

function capText(cap: ScoringRule['cap']): string {
  if (cap === undefined) return '';
  return cap.per === 'ever' ? `at most ${cap.points} in all ` : `at most ${cap.points} a ${cap.per} `;
}
