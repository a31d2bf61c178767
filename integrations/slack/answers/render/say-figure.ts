import type { ShownFigure } from '../../../../tools/support/performance/schema.ts';

/** A value as it is said in its unit: `4.2 %`, `12 days`, `1,200`. */
export function said(value: number, unit: ShownFigure['unit']): string {
  if (unit === 'share') return `${Number((value * 100).toFixed(Math.abs(value) >= 0.1 ? 0 : 1))} %`;
  if (unit === 'days' || unit === 'hours') return `${Number(value.toFixed(1))} ${unit}`;
  if (unit === 'pieces') return String(Number(value.toFixed(1)));
  return Math.round(value).toLocaleString('en');
}

/** `3.1 to 5.6 %`; open at an end that is not known; null where there is none. */
export function intervalOf({ low, high, unit }: Pick<ShownFigure, 'low' | 'high' | 'unit'>): string | null {
  if (low === null && high === null) return null;
  if (low === null) return `at most ${said(high as number, unit)}`;
  if (high === null) return `at least ${said(low, unit)}`;
  return `${said(low, unit).replace(/ %$/, '')} to ${said(high, unit)}`;
}
