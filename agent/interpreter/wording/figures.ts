/** A share as `12.5 % (10 of 80; 95 % interval 6.9–21.5 %)`, or that there is not enough data. */
export function rateWords(rate: {
  numerator: number;
  denominator: number;
  rate: number | null;
  low: number | null;
  high: number | null;
}): string {
  const { numerator, denominator } = rate;
  if (rate.rate === null || rate.low === null || rate.high === null)
    return `${numerator} of ${denominator} (not enough data for a rate)`;
  return `${percent(rate.rate)} % (${numerator} of ${denominator}; 95 % interval ${percent(rate.low)}–${percent(rate.high)} %)`;
}

function percent(share: number): string {
  return (share * 100).toFixed(1).replace(/\.0$/, '');
}

export function plural(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** `2026-03-01 to 2026-03-31`; with the time where a bound is not midnight. */
export function periodWords(from: string, to: string): string {
  const midnight = (text: string) => text.endsWith('T00:00:00.000Z');
  const shown = (text: string) =>
    midnight(text) ? text.slice(0, 10) : `${text.slice(0, 16).replace('T', ' ')}`;
  if (midnight(from) && midnight(to))
    return `${shown(from)} to ${new Date(Date.parse(to) - 1).toISOString().slice(0, 10)}`;
  return `${shown(from)} to ${shown(to)} UTC`;
}
