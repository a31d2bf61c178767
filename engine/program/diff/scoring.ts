import type { Action, FitRule, Program, ScoreModel, ScoringRule, Threshold } from '../schema.ts';
import { ENGAGEMENT, FIT } from '../score-models.ts';
import { compare, differing } from './compare.ts';
import type { DiffLine } from './line.ts';
import { actionsWords, modelText, type Names, pointsText, quote } from './words.ts';

export function diffModels(a: Program, b: Program): DiffLine[] {
  return compare<ScoreModel>('scoring/models', a.scoring.models ?? {}, b.scoring.models ?? {}, {
    subject: ({ title }) => `Score ${quote(title)}`,
    added: ({ decay }) => [`new; it ${decayText(decay)}`],
    removed: () => 'removed; what leads have of it is taken from their totals',
    changed: (before, after) =>
      differing(before, after, {
        title: (was) => `renamed from ${quote(was)}`,
        decay: (was, now) => `it ${decayText(now)} (was: ${decayText(was)})`,
      }),
  });
}

export function diffScoring(a: Program, b: Program): DiffLine[] {
  return compare<ScoringRule>('scoring/rules', a.scoring.rules, b.scoring.rules, {
    subject: () => 'Scoring',
    added: (rule) => [
      `${quote(rule.title)} gives ${pointsText(rule.points)}${modelText(rule.model)} ${capText(rule.cap)}when ${rule.when} (new)`,
    ],
    removed: ({ title, points }) => `${quote(title)} gives nothing any more (was ${pointsText(points)})`,
    changed: (before, after) =>
      differing(before, after, {
        points: (was, now) => `${quote(after.title)} gives ${pointsText(now)} (was ${pointsText(was)})`,
        title: (was, now) => `${quote(was)} is now called ${quote(now)}`,
        when: (was, now) => `${quote(after.title)} is given when ${now} (was ${was})`,
        model: (was = ENGAGEMENT, now = ENGAGEMENT) =>
          `${quote(after.title)} counts for the ${now} score (was ${was})`,
        cap: (was, now) =>
          `${quote(after.title)} is given ${capText(now) || 'without a limit '}(was ${capText(was).trim() || 'without a limit'})`,
      }),
  });
}

export function diffThresholds(a: Program, b: Program, names: Names): DiffLine[] {
  return compare<Threshold>('scoring/thresholds', a.scoring.thresholds, b.scoring.thresholds, {
    subject: ({ title }) => `Score threshold ${quote(title)}`,
    added: ({ model, at, below, when, actions, down }) => [
      `new: at ${at}${modelText(model, '')} points${when === undefined ? '' : `, while ${when},`} it ${[
        ...(actions.length > 0 ? [actionsWords(actions, names)] : []),
        ...(down ? [`under ${below ?? at} ${actionsWords(down, names)}`] : []),
      ].join('; ')}${below !== undefined && !down ? `; again after a fall under ${below}` : ''}`,
    ],
    removed: ({ at }) => `removed (was at ${at} points)`,
    changed: (before, after) =>
      differing(before, after, {
        title: (was) => `renamed from ${quote(was)}`,
        at: (was, now) => `is reached at ${now} points (was ${was})`,
        model: (was, now) => `is reached by the ${now ?? 'total'} score (was ${was ?? 'total'})`,
        below: (was, now) => `is left under ${now ?? after.at} points (was ${was ?? before.at})`,
        when: (was, now) =>
          `is reached ${now === undefined ? 'by every lead' : `only while ${now}`} (was ${was === undefined ? 'by every lead' : `only while ${was}`})`,
        actions: (was, now) => `it ${doing(now, names)} (was: ${doing(was, names)})`,
        down: (was, now) => `when it is left it ${doing(now, names)} (was: ${doing(was, names)})`,
      }),
  });
}

export function diffFit(a: Program, b: Program): DiffLine[] {
  return compare<FitRule>('scoring/fit', a.scoring.fit ?? {}, b.scoring.fit ?? {}, {
    subject: () => 'Scoring',
    added: ({ title, points, model, when }) => [
      `${quote(title)} gives ${pointsText(points)}${modelText(model, FIT)} while ${when} (new)`,
    ],
    removed: ({ title, points }) =>
      `${quote(title)} gives nothing any more, and takes what it gave (was ${pointsText(points)})`,
    changed: (before, after) =>
      differing(before, after, {
        points: (was, now) => `${quote(after.title)} gives ${pointsText(now)} (was ${pointsText(was)})`,
        title: (was, now) => `${quote(was)} is now called ${quote(now)}`,
        when: (was, now) => `${quote(after.title)} is given while ${now} (was ${was})`,
        model: (was = FIT, now = FIT) => `${quote(after.title)} counts for the ${now} score (was ${was})`,
      }),
  });
}

function doing(actions: readonly Action[] | undefined, names: Names): string {
  return actions?.length ? actionsWords(actions, names) : 'does nothing';
}

function decayText(decay: ScoreModel['decay']): string {
  return decay ? `loses ${decay.percent} % every ${decay.every}` : 'does not decay';
}

function capText(cap: ScoringRule['cap']): string {
  if (cap === undefined) return '';
  return cap.per === 'ever' ? `at most ${cap.points} in all ` : `at most ${cap.points} a ${cap.per} `;
}
