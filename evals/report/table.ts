import type { Usage } from '../run/usage.ts';
import type { Report, Score } from './score.ts';

type Row = readonly string[];

/** The report as lines of text, a row a topic and the total last. */
export function renderReport(title: string, { all, topics }: Report): string {
  const trials = all.pass.length;
  const head: Row = [
    'topic',
    'tasks',
    ...passHead(trials),
    'calls',
    'p50 ms',
    'p95 ms',
    'own p50',
    'own p95',
    'tokens in',
    'out',
    'cost',
  ];
  const rows = [...Object.entries(topics), ['all', all] as const].map(([topic, score]) =>
    rowOf(topic, score),
  );
  return [title, ...aligned([head, ...rows]), ...byModel(all)].join('\n');
}

function passHead(trials: number): string[] {
  return trials > 1 ? ['pass^1', `pass^${trials}`] : ['pass^1'];
}

function rowOf(topic: string, { tasks, pass, calls, latency, usage }: Score): Row {
  const models = Object.values(usage);
  const sum = (key: 'input' | 'output') => models.reduce((all, model) => all + model[key], 0);
  return [
    topic,
    String(tasks),
    ...[pass[0], ...(pass.length > 1 ? [pass.at(-1)] : [])].map((share) => rate(share ?? 0)),
    calls === null ? '–' : rate(calls),
    ...[latency.p50, latency.p95, latency.ownP50, latency.ownP95].map((ms) => ms.toFixed(0)),
    thousands(sum('input')),
    thousands(sum('output')),
    cost(models),
  ];
}

/** In the currency of TRELLIS_PRICES; unknown where a step had no price there. */
function cost(models: readonly Usage[string][]): string {
  if (models.some(({ unpricedSteps }) => unpricedSteps > 0)) return 'unknown';
  return (models.reduce((all, { micros }) => all + micros, 0) / 1e6).toFixed(2);
}

/** Where more than one model was asked. */
function byModel({ usage }: Score): string[] {
  const models = Object.entries(usage);
  if (models.length < 2) return [];
  return models.map(
    ([name, used]) =>
      `${name}: ${thousands(used.input)} tokens in, ${thousands(used.output)} out, cost ${cost([used])}`,
  );
}

export function rate(share: number): string {
  return share.toFixed(3);
}

function thousands(count: number): string {
  return count.toLocaleString('en-US');
}

function aligned(rows: readonly Row[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row.map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0))).join('  '),
  );
}
