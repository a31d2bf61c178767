import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * unit: beside the code, no database server. apart: those of them that put a module of their own in the place of one,
 * each with modules of its own; the others share theirs, which takes a third of the time. pglite and native: the same scenarios in test/, on the embedded
 * database and on a PostgreSQL server named by TEST_DATABASE_URL (`.ci/native` starts one). browser: the pages in
 * Chromium (CHROMIUM names it). evals: what the agent makes of its tasks (evals/README.md).
 */
/** What it asks of a database other scenarios ask of both: on the embedded one is enough. */
const embeddedOnly = [
  'access-over-mcp',
  'agent-conversation',
  'completions',
  'confirming',
  'hostile-client',
  'mcp*',
  'oauth',
  'only-approvers',
  'program-files',
  'program-templates',
  'reading-by-address',
  'slack-digests',
  'slack-surface',
  'slack-once',
  'red-team',
  'slack-work',
  'taint',
];

const replacingModules = ['net/fetch-public.test.ts', 'integrations/webhook/post.test.ts'];

export default defineConfig({
  test: {
    // Left to itself vitest takes a single worker on a machine of two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: ['node_modules/**', 'test/**', '.trellis/**', ...replacingModules],
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      { test: { name: 'apart', include: replacingModules, testTimeout: 60_000 } },
      ...(['pglite', 'native'] as const).map((name) => ({
        test: {
          name,
          include: ['test/*.test.ts'],
          exclude: name === 'native' ? embeddedOnly.map((file) => `test/${file}.test.ts`) : [],
          env: { TEST_DATABASE: name },
          globalSetup: ['test/template.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      })),
      {
        test: {
          name: 'evals',
          include: ['evals/*.eval.ts'],
          globalSetup: ['evals/template.ts'],
          // The tables are read as they are.
          disableConsoleIntercept: true,
          testTimeout: 1_800_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/*.test.ts'],
          globalSetup: ['test/template.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
