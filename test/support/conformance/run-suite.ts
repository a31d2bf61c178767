import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';

const run = promisify(execFile);
const suite = join(import.meta.dirname, '../../../node_modules/@modelcontextprotocol/conformance');

export type Revision = '2025-11-25' | '2026-07-28';

/** What a revision requires of servers, and what the suite runs beside it without counting. */
export function requiredBy(revision: Revision): { required: string[]; beside: string[] } {
  const { server, not_scored } = parse(
    readFileSync(join(suite, `requirements/${revision}.yaml`), 'utf8'),
  ) as {
    server: string[];
    not_scored: { scenario: string; leg: string }[];
  };
  const beside = not_scored.filter(({ leg }) => leg === 'server').map(({ scenario }) => scenario);
  return { required: server, beside };
}

/**
 * Runs the official suite's requirements of a revision, and gives how each scenario ended: how many checks passed and
 * failed. The exit code alone says too little: the suite is content with a port where nobody answers.
 */
export async function runSuite(
  url: string,
  revision: Revision,
): Promise<{ code: number; scenarios: Record<string, { passed: number; failed: number }>; output: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'trellis-conformance-'));
  try {
    const args = [join(suite, 'dist/index.js'), 'server', '--url', url, '--requirements', revision];
    const { code, stdout } = await run(process.execPath, [...args, '-o', folder], {
      cwd: folder,
      maxBuffer: 64 * 1024 * 1024,
    }).then(
      (ended) => ({ code: 0, ...ended }),
      (error: { code: number; stdout: string }) => error,
    );
    const summary = stdout.slice(stdout.lastIndexOf('=== SUMMARY ==='));
    const lines = summary.matchAll(/^[✓✗] ([\w./-]+): (\d+) passed, (\d+) failed/gm);
    const scenarios = Object.fromEntries(
      [...lines].map(([, name, passed, failed]) => [
        name as string,
        { passed: Number(passed), failed: Number(failed) },
      ]),
    );
    return { code, scenarios, output: stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
