import type { Experiment, Program } from '../schema.ts';
import { compare, differing } from './compare.ts';
import type { DiffLine } from './line.ts';
import { quote } from './words.ts';

export function diffExperiments(a: Program, b: Program): DiffLine[] {
  return compare<Experiment>('experiments', a.experiments ?? {}, b.experiments ?? {}, {
    subject: ({ title }) => `Experiment ${quote(title)}`,
    added: (experiment) => [
      `new: it compares the ${elementText(experiment)} of ${armsText(experiment)}; the control is ${armText(experiment, experiment.control)}`,
      ...(experiment.hypothesis === '' ? [] : [`what is expected: ${quote(experiment.hypothesis)}`]),
      `${populationText(experiment)}; it is judged by ${metricText(experiment)}, from ${experiment.leadsPerArm} leads an arm on`,
      ...decisionText(experiment),
    ],
    removed: ({ decided }) =>
      decided === undefined
        ? 'removed; leads forget their arms, and its figures end here'
        : 'removed (it was decided)',
    changed: (before, after) => [
      ...decisionChange(before, after),
      ...differing(before, after, {
        title: (was) => `renamed from ${quote(was)}`,
        hypothesis: (was, now) => `what is expected: ${quote(now)} (was ${quote(was)})`,
        element: () => `compares the ${elementText(after)} (was ${elementText(before)})`,
        arms: () =>
          `its arms are ${armsText(after)} (were ${armsText(before)}); leads keep the arm they have`,
        control: () =>
          `the control is ${armText(after, after.control)} (was ${armText(before, before.control)})`,
        population: () => `${populationText(after)} (was: ${populationText(before)})`,
        leadsPerArm: (was, now) => `it needs ${now} leads an arm (was ${was})`,
      }),
      ...(metricText(before) === metricText(after)
        ? []
        : [`it is judged by ${metricText(after)} (was ${metricText(before)})`]),
    ],
  });
}

/** Stopping, promoting and taking up again are told first, and what becomes of leads with them. */
function decisionChange(before: Experiment, after: Experiment): string[] {
  if (before.decided === after.decided) return [];
  if (after.decided !== undefined) return decisionText(after);
  return ['goes on: leads have again the arm that they had, and new leads are shared out'];
}

function decisionText(experiment: Experiment): string[] {
  const { decided, control } = experiment;
  if (decided === undefined) return [];
  const arm = armText(experiment, decided);
  return decided === control
    ? [`is stopped: everybody gets the control ${arm}, and nobody is shared out any more`]
    : [`is decided: everybody gets arm ${arm}, and nobody is shared out any more`];
}

function elementText({ element }: Experiment): string {
  return element.replaceAll('-', ' ');
}

function armText({ arms }: Experiment, id: string): string {
  return arms[id] ? `“${id}” ${quote(arms[id].title)}` : `“${id}”`;
}

function armsText({ arms }: Experiment): string {
  return Object.entries(arms)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, { title, weight }]) => `“${id}” ${quote(title)} (weight ${weight})`)
    .join(', ');
}

function populationText({ population }: Experiment): string {
  return population === undefined
    ? 'leads get an arm at the splits that name it'
    : `leads get an arm as soon as ${population}`;
}

function metricText({ metric, guardrails, window }: Experiment): string {
  const within = window === undefined ? '' : ` within ${window}`;
  const guarded = guardrails.length === 0 ? '' : `, with an eye on ${guardrails.join(', ')}`;
  return `${metric.replaceAll('-', ' ')}${within}${guarded}`;
}
