import type { Opportunity } from '../../../engine/analytics/opportunities/opportunity.ts';
import { rateWords } from '../rate-words.ts';

/** The evidence of an opportunity, one line each: what was seen, how sure it is, what may come of it, and the assumption. */
export function opportunityWords(
  { title, evidence, effect, effort, risk }: Opportunity,
  { days, compared }: { days: number; compared: number },
): string[] {
  const { rates, difference, adjusted } = evidence;
  return [
    `${title}.`,
    ...rates.map((rate) => `${rateWords(rate)} ${rate.of}`),
    ...(difference
      ? [
          `Difference ${points(difference.value)} points (95 % interval ${points(difference.low)} to ${points(difference.high)})`,
        ]
      : []),
    ...(adjusted === undefined
      ? []
      : [
          `Over ${days} days; p ${pWords(adjusted)} after correction for ${compared.toLocaleString('en')} comparisons`,
        ]),
    effectWords(effect),
    `Effort ${effort}, risk ${risk}`,
  ];
}

/** `12 fewer leads leave a month (8 to 17), if …`. */
function effectWords({ what, value, low, high, assumption }: Opportunity['effect']): string {
  if (value === null) return `${what[0]?.toUpperCase()}${what.slice(1)}: ${assumption}`;
  const range = low === null || high === null ? '' : ` (${whole(low)} to ${whole(high)})`;
  return `About ${whole(value)} a month${range}: ${what}, if ${assumption}`;
}

function whole(n: number): string {
  return (Math.abs(n) < 10 ? Math.round(n * 10) / 10 : Math.round(n)).toLocaleString('en');
}

function points(share: number): string {
  return (share * 100).toFixed(1).replace('-', '−');
}

function pWords(p: number): string {
  return p < 0.001 ? 'below 0.001' : p.toFixed(3);
}
