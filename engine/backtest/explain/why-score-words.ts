import { inputWords } from './input-words.ts';
import type { Names } from './names.ts';
import { moment } from './times.ts';
import type { Explained, WhyScore } from './types.ts';

const told = 3;

/** Why this score, in two sentences. */
export function whyScoreSentences(
  { name, total, contributions, last, next, decaysAt }: WhyScore,
  names: Names,
): [string, string] {
  const [latest] = last;
  if (contributions.length === 0 || !latest) {
    const first = `${name} has a score of ${total}, as no rule has given it points yet.`;
    return [
      first,
      next
        ? `The next bar is ${names.threshold(next.threshold)} at ${next.at} points.`
        : 'No bar is set above it.',
    ];
  }
  const most = contributions.slice(0, told).map((one) => pointsOf(one, names));
  const rest = contributions.slice(told).reduce((sum, { points }) => sum + points, 0);
  const others = contributions.length - most.length;
  const more = others > 0 ? ` and ${signed(rest)} by ${others} more ${others === 1 ? 'rule' : 'rules'}` : '';
  const came = `The last ${signed(latest.points)} came on ${moment(latest.at)} by ${names.rule(latest.rule)}${latest.input.kind === 'event' ? ` with ${inputWords(latest.input, names)}` : ''}`;
  const bar = next
    ? `; ${next.missing} more points reach ${names.threshold(next.threshold)} at ${next.at}`
    : '';
  const fades =
    decaysAt === null ? '' : `; unless something happens, points fade next on ${moment(decaysAt)}`;
  return [`${name} has a score of ${total}: ${most.join(', ')}${more}.`, `${came}${bar}${fades}.`];
}

/** Every rule that gave points, and the newest points. */
export function whyScoreDetails(
  { total, contributions, models, last }: WhyScore,
  names: Names,
): Explained<unknown>['details'] {
  const sum = models.reduce((all, { ledgerSum }) => all + ledgerSum, 0);
  return [
    {
      heading: `Score ${total}, the sum of its ledger (${sum})`,
      lines: contributions.map((one) => pointsOf(one, names)),
    },
    {
      heading: 'The newest points',
      lines: last.map(
        ({ at, points, rule, model, input }) =>
          `${moment(at)}: ${signed(points)}${model === 'engagement' ? '' : ` ${model}`} by ${names.rule(rule)}, ${inputWords(input, names)}`,
      ),
    },
  ].filter(({ lines }) => lines.length > 0);
}

function pointsOf({ points, rule, times, model }: WhyScore['contributions'][number], names: Names): string {
  const often = times > 1 ? ` (${times} times)` : '';
  return `${signed(points)}${model === 'engagement' ? '' : ` ${model}`} by ${names.rule(rule)}${often}`;
}

function signed(points: number): string {
  return points > 0 ? `+${points}` : String(points);
}
