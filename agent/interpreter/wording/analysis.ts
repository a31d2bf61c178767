import type { z } from 'zod';
import { inUnit, inWords } from '../../../engine/analytics/metrics/words.ts';
import type { analysePerformance } from '../../../tools/analyse-performance.ts';
import type { ShownFigure } from '../../../tools/support/performance/schema.ts';

export type Analysis = z.output<typeof analysePerformance.output>;
type Group = NonNullable<Analysis['groups']>[number];

/** The answer in sentences, then the figures behind it; with `metrics` only these. */
export function analysisWords(output: Analysis, metrics?: readonly string[]): string {
  const { summary, url, chart } = output;
  const groups = kept(output, metrics);
  const focused = metrics !== undefined && groups.length > 0;
  const tooFew = groups.every(({ figures }) => figures.every(({ value }) => value === null));
  const others = [funnelLines(output), cohortLines(output), heldLines(output), creditLines(output)];
  const said = [
    [
      `${head(output)}:`,
      ...(focused
        ? tooFew
          ? summary.filter((sentence) => /not enough|too few/.test(sentence))
          : []
        : summary),
    ].join(' '),
    groups.map((group) => groupLine(group, groups.length, focused)).join('\n'),
    ...others,
    ...opportunityLines(output),
  ].filter((part) => part !== '');
  return [
    ...said,
    focused && tooFew ? 'For more to count, ask for a longer period, such as the last 180 days.' : '',
    notesFor(output, said.join(' ')),
    `All figures: ${url}${chart === undefined ? '' : `\nChart: ${chart}`}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Those of the notes that are about something the answer says. */
function notesFor({ notes }: Analysis, said: string): string {
  return notes
    .filter((note) => !note.startsWith('Opens ') || said.includes('(unreliable)'))
    .filter((note) => !note.startsWith('The period before ') || said.includes('before ('))
    .join(' ');
}

/** Several answers side by side, a line each figure that all of them have. */
export function comparisonWords(outputs: readonly Analysis[], metrics?: readonly string[]): string {
  const [first] = outputs;
  if (!first) return '';
  const samePeriod = outputs.every(({ period }) => period.words === first.period.words);
  const names = outputs.map((output) => (samePeriod ? who(output) : output.period.words));
  const figures = (output: Analysis) => kept(output, metrics).flatMap(({ figures }) => figures);
  const wanted = figures(first).filter(({ metric }) => metrics !== undefined || compared.includes(metric));
  const lines = wanted.map(({ metric, title }) => {
    const each = outputs.map((output, place) => {
      const found = figures(output).find((figure) => figure.metric === metric);
      return `${names[place]} ${found ? inWords(found as never) : 'nothing'}`;
    });
    return `- ${title}: ${each.join('; ')}`;
  });
  return [
    `${capital(names.join(' against '))}, ${samePeriod ? period(first) : who(first)}:`,
    lines.join('\n'),
    'These are not tested against each other: where intervals overlap, the difference may be chance.',
    notesFor(first, lines.join(' ')),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** What two groups are compared by, unless figures were asked for. */
const compared: readonly string[] = [
  'progression',
  'qualified',
  'time_in_nurture',
  'click',
  'unsubscribe',
  'revenue',
  'deal_size',
];

function kept({ groups = [] }: Analysis, metrics: readonly string[] | undefined): Group[] {
  return (
    groups
      .map(({ name, figures }) => ({
        name,
        figures: metrics ? figures.filter(({ metric }) => metrics.includes(metric)) : figures,
      }))
      // Of several groups those that have nothing say nothing.
      .filter(({ figures }) => figures.some(({ denominator }) => denominator > 0) || groups.length === 1)
  );
}

function head(output: Analysis): string {
  const narrowed = Object.keys(output.filters).length > 0 ? `, ${who(output)}` : '';
  return `${capital(period(output))}${narrowed}`;
}

function period({ period: { words, from, to } }: Analysis): string {
  const until = new Date(Date.parse(to) - 1).toISOString().slice(0, 10);
  const days = `${from.slice(0, 10)} to ${until}`;
  return words === days ? days : `${words} (${days})`;
}

function who({ filters }: Analysis): string {
  const said = Object.entries(filters).map(([name, value]) => {
    if (name === 'segment' || name === 'where') return value;
    return name === 'stage' ? `${value} stage` : `${name} ${value}`;
  });
  return said.length > 0 ? said.join(', ') : 'all leads';
}

/** One group: a line a figure. Several: a line a group. */
function groupLine({ name, figures }: Group, groups: number, focused: boolean): string {
  if (groups === 1)
    return figures
      .map((figure) => `- ${figureWords(figure)}${figure.before?.clear ? '' : change(figure, focused)}`)
      .join('\n');
  return `- ${name}: ${figures.map(figureWords).join('; ')}`;
}

function figureWords(figure: ShownFigure): string {
  const { title, unreliable } = figure;
  return `${title}${unreliable ? ' (unreliable)' : ''} ${inWords(figure as never)}${against(figure)}`;
}

/** What it was before, and that nothing clear has changed where one figure was asked for. */
function change({ before, unit }: ShownFigure, focused: boolean): string {
  if (!before || before.value === null || before.difference === null) return '';
  return focused
    ? `, no clear difference from before (${inUnit(before.value, unit)})`
    : `, before ${inUnit(before.value, unit)}`;
}

function against({ before, against: others, unit }: ShownFigure): string {
  const than = (other: typeof before, name: string) =>
    other?.clear && other.value !== null && other.difference !== null
      ? `, clearly ${other.difference > 0 ? 'more' : 'less'} than ${name} (${inUnit(other.value, unit)})`
      : '';
  return `${than(others, 'the other leads')}${than(before, 'before')}`;
}

function funnelLines({ funnels = [] }: Analysis): string {
  return funnels
    .map(({ name, steps }) =>
      [
        `${capital(name)}:`,
        ...steps.map(
          (step) =>
            `- ${step.name}: ${step.count.toLocaleString('en')}${step.lost === null ? '' : `, ${inUnit(step.lost, 'share')} of those before not here so far`}`,
        ),
      ].join('\n'),
    )
    .join('\n\n');
}

function cohortLines({ cohorts }: Analysis): string {
  if (!cohorts) return '';
  return cohorts.rows
    .map(({ from, leads, reached }) => {
      const weeks = reached.length;
      const by =
        weeks === 0 ? 'too young' : `${reached[weeks - 1]} within ${weeks} ${weeks === 1 ? 'week' : 'weeks'}`;
      return `- ${cohorts.step} from ${from.slice(0, 10)}: ${leads} came, ${cohorts.stage} ${by}`;
    })
    .join('\n');
}

function heldLines({ held = [] }: Analysis): string {
  return held
    .map(
      ({ what, reason, sends, leads }) =>
        `- ${reason}: ${sends} ${what === 'hold' ? 'held' : 'given up'}, ${leads} ${leads === 1 ? 'lead' : 'leads'}`,
    )
    .join('\n');
}

function creditLines({ credits = [] }: Analysis): string {
  return credits
    .map(
      ({ name, conversions, models }) =>
        `- ${name}: before ${conversions} deals; ${Object.entries(models)
          .map(([model, deals]) => `${model} ${deals}`)
          .join(', ')}`,
    )
    .join('\n');
}

function opportunityLines({ opportunities = [] }: Analysis): string[] {
  const lines = opportunities.map(
    ({ title, words, change, note }, place) =>
      `${place + 1}. ${[title, ...words].map(capital).join('. ')}.${change ? '' : ` ${note}`}`,
  );
  const first = opportunities.findIndex(({ change }) => change);
  return [
    ...(lines.length > 0 ? [lines.join('\n')] : []),
    ...(first >= 0
      ? [
          `Say “propose ${['the first one', 'the second one', 'the third one'][first] ?? `number ${first + 1}`}” to have its change filed for approval.`,
        ]
      : []),
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
