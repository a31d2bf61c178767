import type { Tx } from '../../../../db/connection.ts';
import { count, counted } from '../../../program/count-words.ts';
import { quote } from '../../../program/diff/words.ts';
import type { Program } from '../../../program/schema.ts';
import { type Done, readDone } from '../../sql/irreversible.ts';
import { leftAt } from '../../sql/programs.ts';
import type { Plan } from '../types.ts';

const days = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/**
 * What going back to a version cannot undo, one sentence each: everything done since that version was left, whichever
 * program did it. Tracks go by the titles that the program in force, or the one gone back to, has for them.
 */
export async function measureIrreversible(
  tx: Tx,
  { version, base, proposed }: { version: number; base: Program; proposed: Program },
): Promise<string[]> {
  const since = await leftAt(tx, version);
  if (since === undefined) return [];
  const titles = { ...proposed.tracks, ...base.tracks };
  const name = (track: string) => quote(titles[track]?.title ?? track);
  const lines = sentences(await readDone(tx, since), name);
  const when = `Version ${version} was left on ${days.format(since)} (UTC)`;
  return lines.length > 0
    ? [`${when}. Since then:`, ...lines]
    : [`${when}. Nothing was sent or moved since.`];
}

/** The lines of a rollback, none of another change. */
export function irreversibleWords({ irreversible = [] }: Pick<Plan, 'irreversible'>): readonly string[] {
  return irreversible;
}

function sentences(done: Done, name: (track: string) => string): string[] {
  const of = (kind: string) => done.effects.find((effect) => effect.kind === kind)?.n ?? 0;
  const moved = (kind: string) => done.moves.find((move) => move.kind === kind);
  const handed = moved('lifecycle')?.handed_over ?? 0;
  const { leads, given, taken } = done.points;
  return [
    ...done.emails
      .filter(({ sent }) => sent > 0)
      .map(
        ({ track, sent, leads: to }) =>
          `${counted(sent, 'email')} of ${name(track)} ${was(sent)} sent to ${counted(to, 'lead')}; ${stay(sent)} sent`,
      ),
    ...done.emails
      .filter(({ in_doubt }) => in_doubt > 0)
      .map(({ track, in_doubt }) => `${counted(in_doubt, 'email')} of ${name(track)} may have been sent`),
    ...some(
      of('task'),
      (n) =>
        `${counted(n, 'task')} ${was(n)} opened; ${stay(n)} open until somebody closes ${n === 1 ? 'it' : 'them'}`,
    ),
    ...some(of('notify'), (n) => `${counted(n, 'notice')} ${was(n)} given`),
    ...some(
      of('webhook'),
      (n) => `${counted(n, 'webhook call')} ${was(n)} made; the other system keeps what it was told`,
    ),
    ...some(
      of('crm'),
      (n) => `${counted(n, 'CRM update')} ${was(n)} made; the CRM keeps ${n === 1 ? 'it' : 'them'}`,
    ),
    ...some(handed, (n) => `${counted(n, 'lead')} ${was(n)} handed over to sales; ${stay(n)} with sales`),
    ...some(
      moved('journey')?.leads ?? 0,
      (n) => `${counted(n, 'lead')} moved to another journey stage and ${stays(n)} there`,
    ),
    ...some(
      moved('lifecycle')?.leads ?? 0,
      (n) => `${counted(n, 'lead')} moved to another lifecycle stage and ${stays(n)} there`,
    ),
    ...done.ended.map(
      ({ track, n }) =>
        `${counted(n, 'enrolment')} on ${name(track)} ended early and ${n === 1 ? 'does' : 'do'} not resume`,
    ),
    ...some(
      leads,
      (n) =>
        `${counted(given, 'point')} ${was(given)} given and ${count(taken)} taken, of ${counted(n, 'lead')}; the scores stay`,
    ),
  ];
}

function some(n: number, sentence: (n: number) => string): string[] {
  return n > 0 ? [sentence(n)] : [];
}

function was(n: number): string {
  return n === 1 ? 'was' : 'were';
}

function stay(n: number): string {
  return n === 1 ? 'it stays' : 'they stay';
}

function stays(n: number): string {
  return n === 1 ? 'stays' : 'stay';
}
