import { execFile } from 'node:child_process';
import { join } from 'node:path';

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs `trellis …` as a process of its own, without a terminal. */
export function runCli(
  env: Readonly<Record<string, string>>,
  args: readonly string[],
  cwd = import.meta.dirname,
): Promise<Ran> {
  const main = join(import.meta.dirname, '../../cli/main.ts');
  return new Promise((resolve) => {
    const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env;
    const options = { cwd, env: { PATH, NODE_COMPILE_CACHE, ...env } };
    execFile(process.execPath, [main, ...args], options, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stdout, stderr });
    });
  });
}
