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
