import type { Context } from 'hono';
import { stream } from 'hono/streaming';
import { TrellisError } from '../../db/errors.ts';

/** Something that takes minutes, tells how far it is and can be stopped. */
export type Run<R> = (hooks: { progress: (done: object) => void; signal: AbortSignal }) => Promise<R>;

/**
 * Answers with lines of JSON: `{progress}` every now and then, last `{report}` or `{error}`, with this code where it has
 * none of its own. Stops when the client goes away.
 */
export function streamRun<R>(c: Context, code: string, run: Run<R>): Response {
  c.header('content-type', 'application/x-ndjson');
  return stream(c, async (out) => {
    const abort = new AbortController();
    out.onAbort(() => abort.abort());
    // Where this application is asked from within, nobody lets go of the answer.
    const signal = AbortSignal.any([abort.signal, c.req.raw.signal]);
    const line = (value: unknown) => out.write(`${JSON.stringify(value)}\n`);
    try {
      const report = await run({ progress: (progress) => void line({ progress }), signal });
      await line({ report });
    } catch (error) {
      if (signal.aborted) return;
      await line({
        error:
          error instanceof TrellisError
            ? { code: error.code, message: error.message, faults: error.faults }
            : { code, message: String(error) },
      });
    }
  });
}
