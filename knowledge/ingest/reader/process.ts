import { Worker } from 'node:worker_threads';
import { TrellisError } from '../../../db/errors.ts';
import { type ExtractJob, extract } from '../formats/extract.ts';
import type { Extracted } from '../formats/extracted.ts';

/** What the process answers to an `ExtractJob`. */
export type FromReader =
  | { extracted: Extracted }
  | { refused: { code: string; message: string } }
  | { failed: 'depth' | 'other' };

new Worker(new URL('./watch.ts', import.meta.url), { workerData: Number(process.argv[2]) });

/** Run as a process of its own: reads one document after another for whoever began it. */
process.on('message', (job: ExtractJob) => {
  extract(job).then(
    (extracted) => say({ extracted }),
    (error: unknown) =>
      say(
        error instanceof TrellisError
          ? { refused: { code: error.code, message: error.message } }
          : { failed: error instanceof RangeError ? 'depth' : 'other' },
      ),
  );
});
process.on('disconnect', () => process.exit());

function say(message: FromReader): void {
  process.send?.(message);
}
