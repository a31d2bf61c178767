import { canonicalJson } from '../../db/canonical.ts';
import type { ReplayMismatch } from './replay-lead.ts';

/** Where two texts first part, with both sides of it. */
export interface Difference {
  /** Names and places on the way there, as `trace.2.points`; empty for the whole. */
  path: string;
  recorded: string;
  replayed: string;
}

/** Characters of each side that are shown. */
const mostShown = 400;

/** The first place at which what is recorded is not what the inputs give. */
export function differenceIn({ expected, actual }: Pick<ReplayMismatch, 'expected' | 'actual'>): Difference {
  const recorded = parsed(actual);
  const replayed = parsed(expected);
  if (recorded === undefined || replayed === undefined) return partingOfTexts(actual, expected);
  return partingOf(recorded, replayed, []);
}

/** Undefined for what is no JSON: an error, or a sum of the ledger. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function partingOf(recorded: unknown, replayed: unknown, path: readonly string[]): Difference {
  if (isRecord(recorded) && isRecord(replayed) && Array.isArray(recorded) === Array.isArray(replayed)) {
    const names = [...new Set([...Object.keys(recorded), ...Object.keys(replayed)])];
    const name = names.find((one) => shown(recorded[one]) !== shown(replayed[one]));
    if (name !== undefined) return partingOf(recorded[name], replayed[name], [...path, name]);
  }
  return { path: path.join('.'), recorded: cut(shown(recorded)), replayed: cut(shown(replayed)) };
}

/** From a little before the first character that is another. */
function partingOfTexts(recorded: string, replayed: string): Difference {
  let place = 0;
  while (place < recorded.length && recorded[place] === replayed[place]) place++;
  const from = Math.max(0, place - 40);
  const side = (text: string) => cut(`${from > 0 ? '…' : ''}${text.slice(from)}`);
  return { path: '', recorded: side(recorded), replayed: side(replayed) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : canonicalJson(value);
}

function cut(text: string): string {
  return text.length > mostShown ? `${text.slice(0, mostShown).toWellFormed()}…` : text;
}
