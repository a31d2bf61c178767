import type { Queryable } from '../../db/connection.ts';
import type { PinnedStep } from '../../engine/program/pins.ts';
import { type PinnedVersion, selectPinned } from './sql/pinned-versions.ts';
import { validityOf } from './validity.ts';

/** A track in force sends content that should not be sent any more, or soon not. One a track and version. */
export interface ContentProblem {
  track: string;
  /** The steps that send it. */
  steps: readonly string[];
  item: string;
  version: number;
  problem: 'missing' | 'unapproved' | 'retired' | 'expired' | 'not_yet' | 'expires_soon';
  /** The day it begins or ends, where that is the problem. */
  day?: string;
  /** All of it in words, the same on every face. */
  words: string;
}

const soonDays = 30;
const dayMs = 86_400_000;

/** In the order of the tracks; several of one item are told each. */
export async function contentProblems(
  db: Queryable,
  pins: readonly PinnedStep[],
  now: number,
): Promise<ContentProblem[]> {
  const versions = await selectPinned(
    db,
    pins.map(({ content }) => content),
  );
  return problemsOf(pins, versions, now);
}

/** Pure: what is wrong with what is sent, as the library has it. */
export function problemsOf(
  pins: readonly PinnedStep[],
  versions: readonly PinnedVersion[],
  now: number,
): ContentProblem[] {
  const known = new Map(versions.map((one) => [`${one.id}@${one.version}#${one.hash}`, one]));
  const found = new Map<string, ContentProblem & { steps: string[] }>();
  for (const { track, title, step, content } of pins) {
    const { item, version, hash } = content;
    const stored = known.get(`${item}@${version}#${hash}`);
    for (const wrong of wrongWith(stored, now)) {
      const key = `${track} ${item}@${version} ${wrong.problem}`;
      const before = found.get(key);
      if (before) {
        before.steps.push(step);
        continue;
      }
      const name = stored ? `“${stored.title}” (${item} version ${version})` : `${item} version ${version}`;
      const words = `Track “${title}” sends ${name}, ${wrong.words}`;
      found.set(key, { track, item, version, steps: [step], ...wrong, words });
    }
  }
  return [...found.values()];
}

function wrongWith(
  stored: PinnedVersion | undefined,
  now: number,
): Pick<ContentProblem, 'problem' | 'day' | 'words'>[] {
  if (!stored) return [{ problem: 'missing', words: 'which the library does not have.' }];
  const { approved, retired, validFrom, validTo } = stored;
  const dates = { ...(validFrom && { validFrom }), ...(validTo && { validTo }) };
  const wrong: Pick<ContentProblem, 'problem' | 'day' | 'words'>[] = [];
  if (!approved) wrong.push({ problem: 'unapproved', words: 'which nobody has approved: it is not sent.' });
  if (retired) wrong.push({ problem: 'retired', words: 'which is retired.' });
  const validity = validityOf(dates, now);
  if (validity === 'not_yet' && validFrom) {
    wrong.push({ problem: 'not_yet', day: validFrom, words: `which is valid only from ${validFrom}.` });
  }
  if (validity === 'expired' && validTo) {
    wrong.push({ problem: 'expired', day: validTo, words: `which was valid until ${validTo}.` });
  }
  const isSoon = validTo && validityOf({ validTo }, now + soonDays * dayMs) === 'expired';
  if (validity === 'valid' && isSoon) {
    wrong.push({ problem: 'expires_soon', day: validTo, words: `which is valid until ${validTo}.` });
  }
  return wrong;
}
