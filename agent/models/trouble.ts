import { APICallError } from 'ai';

/** A model that ended its answer before it said anything. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
  readonly code: 'model.empty' | 'model.cut_off';

  constructor(code: NoAnswerError['code']) {
    super('The model ended its answer before it said anything.');
    this.code = code;
  }
}

/** Whether asking the same model again may help: it is busy, broken for the moment, or out of reach. */
export function isTransient(error: unknown): boolean {
  if (APICallError.isInstance(error)) return error.isRetryable;
  return isCut(error);
}

/** Whether a fault is the model's and not of this one request, so that other requests need not find out too. */
export function isModelsFault(error: unknown): boolean {
  if (APICallError.isInstance(error)) return ![400, 413, 422].includes(error.statusCode ?? 0);
  return isCut(error) || isTimeout(error) || error instanceof NoAnswerError;
}

/** How long the provider asks to wait, in milliseconds; undefined when it does not say. */
export function askedToWait(error: unknown, now: number): number | undefined {
  if (!APICallError.isInstance(error)) return undefined;
  const headers = error.responseHeaders ?? {};
  const inMs = Number.parseFloat(headers['retry-after-ms'] ?? '');
  if (Number.isFinite(inMs)) return Math.max(0, inMs);
  const after = headers['retry-after'];
  if (!after) return undefined;
  const seconds = Number(after);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(after) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

export function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

function isCut(error: unknown): boolean {
  return (
    error instanceof Error &&
    /terminated|fetch failed|network|ECONNRESET|socket hang up|other side closed/i.test(error.message)
  );
}
