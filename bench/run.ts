import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { type AnalyticsResult, benchAnalytics } from './analytics/index.ts';
import { renderAnalytics } from './analytics/report.ts';
import { type BacktestResult, benchBacktest } from './backtest.ts';
import { benchDatabase, type DatabaseResult } from './bench-database.ts';
import { embedded, onServer } from './databases.ts';
import { simulateExperiments } from './experiments.ts';
import { benchInterpreter, type InterpreterResult, renderInterpreter } from './interpreter.ts';
import { benchLibrary } from './library/index.ts';
import { type LibraryResult, renderLibrary } from './library/report.ts';
import { benchMcp, type McpResult, renderMcp } from './mcp.ts';
import { plansAtScale } from './plans/at-scale.ts';
import { renderTable } from './report.ts';
import { renderBacktest } from './report-backtest.ts';
import { renderScale } from './report-scale.ts';
import { benchScale, type ScaleResult } from './scale.ts';

const parts = ['pglite', 'native', 'scale'] as const;
const known = [
  ...parts,
  'backtest',
  'plans',
  'library',
  'experiments',
  'analytics',
  'interpreter',
  'mcp',
] as const;
type Part = (typeof known)[number];

/**
 * npm run bench [-- --only pglite,native,scale,backtest,plans,library,experiments,analytics,interpreter,mcp] [--quick] [--leads 100000] [--passages 10000,100000]
 * [--seconds 8] [--json FILE]
 * pglite, native: what single engines decide on each database, leads made by the engine (under four minutes).
 * scale: 100,000 and 1,000,000 loaded leads on the server, timers, latency, memory, pg-boss (about twelve minutes, 8 GB
 * of disk). --quick: a tenth of the leads and a quarter of the time, to see that it runs; about three minutes in all.
 * backtest: only when asked for; 90 days of --leads, backtests and a verification (about ten minutes, 6 GB of disk).
 * plans: only when asked for; ten times --leads with ten events each, and whether any statement walks a table (about
 * fifteen minutes, 13 GB of disk).
 * library: only when asked for; what judged queries find (CRANFIELD names the folder of a collection), and how long a search
 * takes in libraries of --passages (about five minutes, 1 GB of disk).
 * experiments: only when asked for; how often experiments find what is not there, and what is (a few seconds).
 * analytics: only when asked for; facts of ten times --leads, how fast they are kept and how long dashboards take to read (about
 * ten minutes, 6 GB of disk).
 * interpreter: only when asked for; how long the embedded interpreter takes to answer, over all open tasks of evals/ (about two
 * minutes).
 * mcp: only when asked for; how long each tool takes over MCP beyond one that does nothing, in the world of the evals (about two
 * minutes).
 * BENCH_DATABASE_URL names the server; without it only PGlite is measured.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    quick: { type: 'boolean', default: false },
    leads: { type: 'string' },
    passages: { type: 'string' },
    seconds: { type: 'string' },
    only: { type: 'string', default: parts.join(',') },
  },
});
const only = values.only.split(',');
const unknown = only.filter((part) => !known.some((name) => name === part));
if (unknown.length > 0) throw new Error(`--only takes ${known.join(', ')}; not ${unknown.join(', ')}.`);
const isAsked = (part: Part) => only.includes(part);
const scaleDown = values.quick ? 10 : 1;
const seconds = Number(values.seconds ?? (values.quick ? 2 : 8));
const leads = Number(values.leads ?? 100_000 / scaleDown);
const progress = (line: string) => void process.stderr.write(`${line}\n`);
const results: DatabaseResult[] = [];
const scales: ScaleResult[] = [];
const backtests: BacktestResult[] = [];
const libraries: LibraryResult[] = [];
const analytics: AnalyticsResult[] = [];
const interpreter: InterpreterResult[] = [];
const mcp: McpResult[] = [];
const serverUrl = process.env.BENCH_DATABASE_URL;

if (isAsked('pglite')) {
  const target = await embedded();
  results.push(await benchDatabase('pglite', target, { leads, seconds, progress, batchSizes: [500, 1000] }));
  await target.remove();
}
if (isAsked('native') && serverUrl) {
  const target = await onServer(serverUrl);
  results.push(await benchDatabase('native', target, { leads, seconds, progress, batchSizes: [1000] }));
  await target.remove();
}
if (isAsked('scale') && serverUrl) {
  const latencySeconds = values.quick ? 8 : 30;
  for (const size of [leads, 10 * leads])
    scales.push(await benchScale(serverUrl, { leads: size, seconds, latencySeconds, progress }));
}
if (isAsked('backtest') && serverUrl) backtests.push(await benchBacktest(serverUrl, { leads, progress }));
if (isAsked('plans') && serverUrl) await plansAtScale(serverUrl, { leads: 10 * leads, progress });
if (isAsked('analytics') && serverUrl)
  analytics.push(await benchAnalytics(serverUrl, { leads: 10 * leads, progress }));
if (isAsked('library')) {
  const sizes = (values.passages ?? (values.quick ? '1000,10000' : '10000,100000')).split(',').map(Number);
  const collection = process.env.CRANFIELD;
  libraries.push(await benchLibrary({ collection, serverUrl, sizes, progress }));
}
if (isAsked('interpreter')) interpreter.push(await benchInterpreter(progress));
if (isAsked('mcp')) mcp.push(await benchMcp(progress, { calls: values.quick ? 20 : 200 }));
if (isAsked('experiments')) process.stdout.write(`${simulateExperiments()}\n`);
if (!serverUrl && only.some((part) => !['pglite', 'experiments', 'interpreter', 'mcp'].includes(part))) {
  progress(
    'BENCH_DATABASE_URL is not set: PostgreSQL is not measured. `.ci/native start` starts one and prints its URL.',
  );
}

if (results.length > 0) process.stdout.write(`${renderTable(results)}\n`);
if (scales.length > 0) process.stdout.write(`${renderScale(scales)}\n`);
for (const result of backtests) process.stdout.write(`${renderBacktest(result)}\n`);
for (const result of analytics) process.stdout.write(`${renderAnalytics(result)}\n`);
for (const result of interpreter) process.stdout.write(`${renderInterpreter(result)}\n`);
for (const result of mcp) process.stdout.write(`${renderMcp(result)}\n`);
for (const result of libraries) process.stdout.write(`${renderLibrary(result)}\n`);
if (values.json) {
  const machine = { cpus: cpus().length, model: cpus()[0]?.model, node: process.version };
  writeFileSync(
    values.json,
    `${JSON.stringify({ at: new Date().toISOString(), machine, results, scales, backtests, libraries, analytics, interpreter, mcp }, null, 2)}\n`,
  );
}
