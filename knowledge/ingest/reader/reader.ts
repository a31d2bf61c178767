import { type ChildProcess, fork } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TrellisError } from '../../../db/errors.ts';
import type { ExtractJob } from '../formats/extract.ts';
import { type Extracted, refused } from '../formats/extracted.ts';
import { limits } from '../limits.ts';
import type { FromReader } from './process.ts';

export interface Reader {
  /** One document at a time, the next when this one is read. Throws `content.*` for a document that cannot be read within the limits. */
  read(job: ExtractJob): Promise<Extracted>;
  close(): void;
}

export interface ReaderOptions {
  timeoutMs?: number;
  memoryMB?: number;
}

/**
 * Reads documents in a process of its own, begun with the first of them: a file that takes too long or too much memory
 * ends that process and nothing else. A thread would not do, since a large allocation in one may abort the whole process.
 * It has no environment, so no secrets; it reads its own code and nothing else, writes nothing, has no network.
 */
export function createReader({
  timeoutMs = limits.readMs,
  memoryMB = limits.readerMB,
}: ReaderOptions = {}): Reader {
  let child: ChildProcess | undefined;
  const end = () => {
    child?.kill('SIGKILL');
    child = undefined;
  };
  const readNow = async (job: ExtractJob): Promise<Extracted> => {
    if (!child?.connected) child = begin(memoryMB);
    const answer = await answerOf(child, job, timeoutMs).catch((error: unknown) => {
      end();
      throw error;
    });
    if ('extracted' in answer) return answer.extracted;
    if ('refused' in answer) throw new TrellisError(answer.refused.code, answer.refused.message);
    // Whatever it was may have left the process in disorder.
    end();
    throw answer.failed === 'depth'
      ? refused(
          'too_complex',
          'The document is nested too deeply: save what matters of it as Markdown or PDF.',
        )
      : refused(
          'damaged',
          'The document cannot be read: open it in the program that made it and save it anew.',
        );
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    read(job) {
      const read = last.then(() => readNow(job));
      last = read.catch(() => {});
      return read;
    },
    close: end,
  };
}

/** The program itself, and what is unpacked. */
const besideHeapMB = 512;

function begin(memoryMB: number): ChildProcess {
  return fork(new URL('./process.ts', import.meta.url), [String(memoryMB + besideHeapMB)], {
    execArgv: processArguments(memoryMB),
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

/** Of node, for a process that may read code and do nothing else. */
export function processArguments(memoryMB: number): string[] {
  return [
    `--max-old-space-size=${memoryMB}`,
    '--permission',
    '--allow-worker',
    ...readable().map((path) => `--allow-fs-read=${path}`),
  ];
}

/** Our code and that of the packages; not the data folder, which may lie beside them. */
function readable(): string[] {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const packages = fileURLToPath(import.meta.resolve('mammoth')).replace(/([\\/]node_modules)[\\/].*$/, '$1');
  return [
    ...['knowledge', 'db', 'engine'].map((folder) => `${root}${folder}/*`),
    `${root}package.json`,
    `${root}node_modules`,
    ...new Set([packages, realpathSync(packages)].map((path) => `${path}/*`)),
  ];
}

function answerOf(child: ChildProcess, job: ExtractJob, timeoutMs: number): Promise<FromReader> {
  const { promise, resolve, reject } = Promise.withResolvers<FromReader>();
  const heavy = 'Reading the document takes more memory than it may: split it, or save it as Markdown.';
  const slow = `Reading the document takes longer than ${timeoutMs / 1000} s: split it, or save it as Markdown.`;
  const timer = setTimeout(() => reject(refused('too_slow', slow)), timeoutMs);
  child.once('message', (message) => resolve(message as FromReader));
  child.once('exit', () => reject(refused('too_heavy', heavy)));
  child.once('error', reject);
  child.send(job);
  return promise.finally(() => {
    clearTimeout(timer);
    child.removeAllListeners();
  });
}
