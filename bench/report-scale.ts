import { alignColumns, whole } from './report.ts';
import type { ScaleResult } from './scale.ts';

/** A row per figure, a column per number of leads; beside them their ratio and the aim. */
export function renderScale(results: readonly ScaleResult[]): string {
  const first = results[0];
  const last = results.at(-1);
  const row = (what: string, figure: (result: ScaleResult) => string, growth = '', aim = '') => [
    what,
    ...results.map(figure),
    growth,
    aim,
  ];
  const growth = (of: (result: ScaleResult) => number) =>
    first && last && first !== last ? (of(last) / of(first)).toFixed(2) : '';
  const ms = (n: number) => `${n.toFixed(1)} ms`;
  return alignColumns([
    row('leads', ({ leads }) => whole(leads), 'growth', 'aim'),
    row('inputs in the log', ({ inputs }) => whole(inputs)),
    row(
      'events/s, one engine',
      (r) => whole(r.events.engine),
      growth((r) => r.events.engine),
      '30,000; growth 0.8',
    ),
    row('  plain insert of the same rows', (r) => whole(r.events.plain)),
    row('  plain / engine', (r) => (r.events.plain / r.events.engine).toFixed(2), '', '2.5'),
    row(
      'events/s, two engines',
      (r) => whole(r.eventsOfTwo),
      growth((r) => r.eventsOfTwo),
      '30,000; growth 0.8',
    ),
    row(
      'steps/s, one engine',
      (r) => whole(r.steps.engine),
      growth((r) => r.steps.engine),
      '25,000; growth 0.8',
    ),
    row('  plain insert of the same rows', (r) => whole(r.steps.plain)),
    row('  plain / engine', (r) => (r.steps.plain / r.steps.engine).toFixed(2), '', '2.5'),
    row(
      'steps/s, two engines, a step of every lead due at once',
      (r) => whole(r.allDue.perSecond),
      growth((r) => r.allDue.perSecond),
      '25,000; growth 0.8',
    ),
    row('  until all were taken', (r) => `${r.allDue.seconds.toFixed(1)} s`),
    row('steps/s as one pg-boss job each', (r) => whole(r.pgBoss)),
    row('  one engine / pg-boss', (r) => (r.steps.engine / r.pgBoss).toFixed(1)),
    row('single events at 1,000/s while timers fall due', (r) => `${whole(r.latency.timers)} timers`),
    row('  p50', (r) => ms(r.latency.p50)),
    row('  p99', (r) => ms(r.latency.p99), '', '30 ms'),
    row('memory of a worker', (r) => `${whole(r.rss / 2 ** 20)} MB`, '', '400 MB'),
  ]);
}
