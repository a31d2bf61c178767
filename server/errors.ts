import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Logger } from 'pino';
import { z } from 'zod';
import { type Mender, TrellisError } from '../db/errors.ts';
import { formIssues } from '../engine/program/form-words.ts';

/** What every failing request gets under `error`. */
export interface ErrorBody {
  code: string;
  message: string;
  mender: Mender;
  faults: readonly { path: string; message: string; line?: number; column?: number }[];
}

/** Statuses of codes that need another than their mender's. The part before the dot may stand for all. */
const statuses: Readonly<Record<string, ContentfulStatusCode>> = {
  'auth.required': 401,
  'auth.bad_token': 401,
  'auth.bad_write_key': 401,
  'auth.unknown_host': 421,
  'auth.link_used': 410,
  'auth.issuer_unreachable': 503,
  auth: 403,
  'role.forbidden': 403,
  'change.forbidden': 403,
  'change.settled': 409,
  'change.stale': 409,
  'change.moved': 409,
  'change.expired': 409,
  'change.conflict': 409,
  'content.changed': 409,
  'content.in_use': 409,
  'key.exists': 409,
  'webhook.exists': 409,
  'route.unknown': 404,
  'rate.limited': 429,
  'token.too_many': 409,
  'token.scope': 403,
  budget: 429,
};
const statusOfMender: Readonly<Record<Mender, ContentfulStatusCode>> = {
  user: 400,
  operator: 503,
  provider: 502,
  us: 500,
};

export function statusOf(error: TrellisError): ContentfulStatusCode {
  const [area = '', what = ''] = error.code.split('.');
  if (what === 'unknown') return 404;
  return statuses[error.code] ?? statuses[area] ?? statusOfMender[error.mender];
}

/** The one place where errors become text that leaves. What we did not write ourselves is logged under a number only. */
export function toTrellisError(error: unknown, log: Logger): TrellisError {
  if (error instanceof TrellisError) {
    if (error.mender !== 'user') log.error({ err: error, code: error.code }, error.message);
    return error;
  }
  if (error instanceof z.ZodError) {
    return invalidRequest(error);
  }
  if (error instanceof HTTPException && error.status < 500) {
    return new TrellisError('request.invalid', 'The request cannot be read.', { cause: error });
  }
  const number = randomUUID().slice(0, 8);
  log.error({ err: error, number }, 'unexpected error');
  return new TrellisError('internal', `Something went wrong on our side. It is logged under ${number}.`, {
    mender: 'us',
    cause: error,
  });
}

/** What is wrong with a request, each fault in the message too: commands show nothing else. */
export function invalidRequest(error: z.ZodError): TrellisError {
  const faults = formIssues(error).map(({ path, message }) => ({ path, message }));
  const list = faults.map((fault) => `${fault.path || 'body'}: ${fault.message}`).join('; ');
  return new TrellisError('request.invalid', `The request does not have the expected form: ${list}`, {
    faults,
  });
}

export function errorBody(error: TrellisError): { error: ErrorBody } {
  return { error: { code: error.code, message: error.message, mender: error.mender, faults: error.faults } };
}

/** Answers an API request that failed. */
export function answerError(c: Context, error: TrellisError): Response {
  return c.json(errorBody(error), statusOf(error));
}
