import type { Queryable } from '../../../db/connection.ts';
import type { Program } from '../../program/schema.ts';
import { readAnswerCounts } from '../sql/backtest.ts';
import type { Imagine } from './run-side.ts';
import type { ObservedRate } from './types.ts';

/** How long after an email it is opened, and clicked, when its answers are imagined (ms). */
const openedAfterMs = 3 * 3_600_000;
const clickedAfterMs = openedAfterMs + 2 * 60_000;

/** How emails of the period were answered, by journey stage of their track; `all` for all together. */
export async function observedRates(
  on: Queryable,
  program: Program,
  period: { from: number; to: number },
): Promise<Record<string, ObservedRate>> {
  const rates: Record<string, ObservedRate> = { all: { sent: 0, opened: 0, clicked: 0 } };
  for (const { track, sent, opened, clicked } of await readAnswerCounts(on, period)) {
    for (const group of ['all', program.tracks[track]?.stage]) {
      if (group === undefined) continue;
      const rate = rates[group] ?? { sent: 0, opened: 0, clicked: 0 };
      rates[group] = {
        sent: rate.sent + sent,
        opened: rate.opened + opened,
        clicked: rate.clicked + clicked,
      };
    }
  }
  return rates;
}

/** Fewer emails than this say little of a stage; all emails are taken instead. */
const enough = 50;

/**
 * Answers to emails that were not sent in reality, as often as observed. Common random numbers: what a lead does about
 * an email depends on the lead and the email alone, so both sides meet the same luck.
 */
export function imagineAs(
  rates: Readonly<Record<string, ObservedRate>>,
  program: Program,
  lead: string,
): Imagine {
  return ({ track, key }) => {
    const stage = program.tracks[track]?.stage;
    const own = stage === undefined ? undefined : rates[stage];
    const rate = own && own.sent >= enough ? own : rates.all;
    if (rate === undefined || rate.sent === 0) return [];
    const luck = luckOf(`${lead} ${key}`);
    if (luck * rate.sent >= rate.opened) return [];
    const opened = { name: 'email_open', afterMs: openedAfterMs } as const;
    if (luck * rate.sent >= rate.clicked) return [opened];
    return [opened, { name: 'email_click', afterMs: clickedAfterMs }];
  };
}

export const imagineNothing: Imagine = () => [];

/** 0 <= luck < 1, the same for the same text: FNV-1a, 32 bits, with the finaliser of MurmurHash3 to spread it. */
function luckOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
