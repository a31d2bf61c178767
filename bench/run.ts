import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { benchDatabase, type DatabaseResult } from './bench-database.ts';
import { embedded, onServer } from './databases.ts';
import { renderTable } from './report.ts';

/**
 * npm run bench [-- --json FILE] [--leads 100000] [--seconds 8] [--only pglite|native]
 * Measures the engine on PGlite and, when BENCH_DATABASE_URL names a server, on PostgreSQL; under four minutes.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    leads: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '8' },
    only: { type: 'string' },
  },
});
const plan = {
  leads: Number(values.leads),
  seconds: Number(values.seconds),
  progress: (line: string) => process.stderr.write(`${line}\n`),
};
const results: DatabaseResult[] = [];
const serverUrl = process.env.BENCH_DATABASE_URL;

if (values.only !== 'native') {
  const target = await embedded();
  results.push(await benchDatabase('pglite', target, { ...plan, batchSizes: [500, 1000] }));
  await target.remove();
}
if (values.only !== 'pglite' && serverUrl) {
  const target = await onServer(serverUrl);
  results.push(await benchDatabase('native', target, { ...plan, batchSizes: [1000] }));
  await target.remove();
} else if (values.only !== 'pglite') {
  plan.progress(
    'BENCH_DATABASE_URL is not set: PostgreSQL is not measured. `.ci/native start` starts one and prints its URL.',
  );
}

process.stdout.write(`${renderTable(results)}\n`);
if (values.json) {
  const machine = { cpus: cpus().length, model: cpus()[0]?.model, node: process.version };
  writeFileSync(
    values.json,
    `${JSON.stringify({ at: new Date().toISOString(), machine, results }, null, 2)}\n`,
  );
}
