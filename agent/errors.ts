import { APICallError, RetryError } from 'ai';
import { isBrokenCircuitError } from 'cockatiel';
import { TrellisError } from '../db/errors.ts';
import { type BudgetCode, budgetCodeOf } from './budgets/errors.ts';
import { NoAnswerError } from './models/trouble.ts';
import type { PartialReason } from './types.ts';

const messages: Record<Exclude<PartialReason, BudgetCode>, string> = {
  'model.step_limit':
    'I stopped because the question took more steps than one turn may have. Ask for a smaller part of it.',
  'model.looping':
    'The language model went in circles: it asked for the same thing three times. Ask in other words, or for a smaller part.',
  'model.cut_off': 'The answer of the language model was cut off on its way. Ask again.',
  'model.too_long':
    'The answer reached the length limit of the language model and ends early. Ask for less at once.',
  'model.refused': 'The provider of the language model refused to answer this.',
  'model.empty': 'The language model gave no answer. Ask again, or in other words.',
  'model.timeout': 'The language model took too long. Ask again, or ask for less at once.',
  'model.rate_limited':
    'The provider of the language model is limiting requests. Wait a minute and ask again.',
  'model.unauthorised':
    'The provider of the language model refused the key. An operator must check OPENAI_API_KEY.',
  'model.unavailable':
    'The provider of the language model does not answer. Try again; if it goes on, check its status and OPENAI_BASE_URL.',
  'model.failed': 'The language model failed on this request. The log has the reason.',
  'turn.aborted': 'The turn was ended before it had an answer.',
};

/** Why a turn ended early. */
export interface Ending {
  reason: PartialReason;
  /** What to tell a person about it. */
  words: string;
}

export function endingOf(reason: Exclude<PartialReason, BudgetCode>): Ending {
  return { reason, words: messages[reason] };
}

/** Why a turn failed, from what the SDK threw. */
export function failureOf(error: unknown, signal?: AbortSignal): Ending {
  const reason = reasonOf(error, signal);
  if (isBudgetCode(reason)) return { reason, words: (error as TrellisError).message };
  return endingOf(reason);
}

/** The text of what the SDK threw stays out: it can carry the provider's. */
export function reasonOf(error: unknown, signal?: AbortSignal): PartialReason {
  if (signal?.aborted) return 'turn.aborted';
  const budget = budgetCodeOf(error);
  if (budget) return budget;
  if (RetryError.isInstance(error)) return reasonOf(error.lastError);
  if (APICallError.isInstance(error)) return reasonOfStatus(error.statusCode);
  if (error instanceof NoAnswerError) return error.code;
  if (isBrokenCircuitError(error)) return 'model.unavailable';
  const name = error instanceof Error ? error.name : '';
  if (name === 'TimeoutError' || name === 'AbortError') return 'model.timeout';
  if (error instanceof Error && error.cause) return reasonOf(error.cause);
  if (error instanceof TypeError && /terminated|fetch failed|network/i.test(error.message))
    return 'model.cut_off';
  if (error instanceof Error && /ECONNRESET|socket hang up|other side closed|aborted/i.test(error.message))
    return 'model.cut_off';
  return 'model.failed';
}

/**
 * What the log may have of a failed turn: why, the provider's HTTP status, the model, the class of the error and where
 * in the code it arose. The error itself carries the whole request (what the person wrote, the tools) and the
 * provider's answer, and its message can quote either.
 */
export function failureForLog(error: unknown, code: PartialReason, model: string) {
  const root = rootOf(error);
  const places =
    root instanceof Error ? (root.stack?.replace(root.message, '').match(/^ {4}at .+$/gm) ?? []) : [];
  return {
    code,
    model,
    words: isBudgetCode(code) ? 'A budget of language models is used up.' : messages[code],
    ...(APICallError.isInstance(root) && root.statusCode !== undefined && { status: root.statusCode }),
    ...(root instanceof Error && { kind: root.constructor.name }),
    places: places.slice(0, 5).map((line) => line.trim()),
  };
}

function isBudgetCode(reason: PartialReason): reason is BudgetCode {
  return reason.startsWith('budget.');
}

function rootOf(error: unknown): unknown {
  return RetryError.isInstance(error) ? error.lastError : error;
}

/** Without a cause: whoever logs this error would log the request with it. */
export function turnError({ reason, words }: Ending): TrellisError {
  const mender =
    isBudgetCode(reason) || reason === 'model.unauthorised'
      ? 'operator'
      : reason === 'turn.aborted'
        ? 'user'
        : 'provider';
  return new TrellisError(reason, words, { mender });
}

function reasonOfStatus(status: number | undefined): PartialReason {
  if (status === 429) return 'model.rate_limited';
  if (status === 401 || status === 403) return 'model.unauthorised';
  if (status === 408) return 'model.timeout';
  if (status === undefined || status >= 500) return 'model.unavailable';
  // The provider began an answer that could not be read to its end.
  return status < 300 ? 'model.cut_off' : 'model.failed';
}
