import { parseArgs } from 'node:util';
import { runChaos } from './chaos.ts';
import { renderReport } from './report.ts';
import { onServer, ownServer } from './server.ts';

/**
 * npm run chaos [-- --seed WORDS] [--kills 100] [--restarts 8] [--leads 300]
 * On a server of its own (`.ci/native`), which it restarts; or on a database of its own on CHAOS_DATABASE_URL, whose
 * connections it ends instead. About three minutes on 2 cores. Ends with 1 when a check is broken.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: new Date().toISOString() },
    kills: { type: 'string', default: '100' },
    restarts: { type: 'string', default: '8' },
    leads: { type: 'string', default: '300' },
  },
});
const url = process.env.CHAOS_DATABASE_URL ?? process.env.DATABASE_URL;
const server = await (url ? onServer(url) : ownServer());
try {
  const report = await runChaos(server, {
    seed: values.seed,
    kills: Number(values.kills),
    restarts: Number(values.restarts),
    leads: Number(values.leads),
    progress: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(`${renderReport(report)}\n`);
  process.exitCode = report.checks.every(({ broken }) => broken.length === 0) ? 0 : 1;
} finally {
  await server.remove();
}
