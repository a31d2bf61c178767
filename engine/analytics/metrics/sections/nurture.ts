import { medianRatio } from '../../statistics/median-ratio.ts';
import { minimumSample } from '../../statistics/wilson.ts';
import type { Velocity } from '../dashboard.ts';
import type { Figure } from '../figure.ts';
import { both, type Frame } from '../frame.ts';
import { figure, type Measured, mean, share, wait } from '../measured.ts';
import { added, piecesOf, sampleOf } from '../samples.ts';
import { countHandoffs } from '../sql/count-handoffs.ts';
import { countHoldout } from '../sql/count-holdout.ts';
import { countRows } from '../sql/count-rows.ts';
import { countWaits, type WaitRow } from '../sql/count-waits.ts';

const DAY_HOURS = 24;

/** How many nurtured leads sales accepted and how long that took, and how fast others are. */
export async function nurture(frame: Frame): Promise<{ figures: Figure[]; velocity: Velocity }> {
  const { db, scope, comparisons } = frame;
  const waits = await both(frame, (span) => countWaits(db, scope, span, 'nurtured'));
  const handoffs = await both(frame, (span) => countHandoffs(db, scope, span));
  const stays = await countRows(db, 'daily_stays', scope, { period: frame.now.period, kind: 'journey' });
  const nurtured = { now: of(waits.now, 'yes'), past: of(waits.past, 'yes') };
  return {
    figures: [
      figure('qualified', qualified(nurtured.now), qualified(nurtured.past), comparisons),
      figure('time_in_nurture', wait(nurtured.now, DAY_HOURS), wait(nurtured.past, DAY_HOURS), comparisons),
      figure('time_in_nurture_mean', meanWait(nurtured.now), meanWait(nurtured.past)),
      figure('handoff', wait(handoffs.now, 1), wait(handoffs.past, 1), comparisons),
      // How many pieces there were at an earlier time is not known, so they are not held against the period before.
      figure('pieces', piecesOf(stays)),
    ],
    velocity: await velocity(frame, nurtured.now, of(waits.now, 'no')),
  };
}

const of = (rows: readonly WaitRow[], part: string) => rows.filter((row) => row.part === part);

function qualified(rows: readonly WaitRow[]) {
  const done = added(rows, 'done');
  return share(done, done + added(rows, 'waiting'));
}

function meanWait(rows: readonly WaitRow[]) {
  return mean(sampleOf(added(rows, 'done'), added(rows, 'days'), added(rows, 'squares')));
}

/** By a hold-out where there is one with enough leads in both arms; else of whoever was nurtured and was not. */
async function velocity(
  frame: Frame,
  nurtured: readonly WaitRow[],
  others: readonly WaitRow[],
): Promise<Velocity> {
  const { query } = frame.scope;
  // Who is held is on no track and gets nothing, so that a track or an item leaves one arm empty.
  const shared =
    query.track === undefined && query.item === undefined
      ? await countHoldout(frame.db, frame.scope, frame.now)
      : [];
  const arm = (part: string) =>
    wait(
      shared.filter((row) => row.part === part),
      DAY_HOURS,
    );
  const [treated, held] = [arm('nurtured'), arm('held')];
  const causal = treated.value !== null && held.value !== null;
  const [mine, theirs] = causal ? [treated, held] : [wait(nurtured, DAY_HOURS), wait(others, DAY_HOURS)];
  const made: Velocity = {
    nurtured: figure(causal ? 'holdout_nurtured' : 'time_in_nurture', mine),
    others: figure(causal ? 'holdout_held' : 'time_without_nurture', theirs),
    faster: mine.value === null || !theirs.value ? null : 1 - mine.value / theirs.value,
    within: within(mine, theirs),
    clear: false,
    basis: causal ? 'causal' : 'associative',
    words: causal
      ? 'The hold-out shared these leads out by chance, so the difference is because of nurturing.'
      : `Who is nurtured was not decided by chance: the difference goes with nurturing and need not be because of it.${missing(treated, held)}`,
  };
  frame.comparisons.add(mine.minus(theirs)?.p ?? null, (clear) => {
    made.clear = clear;
  });
  return made;
}

/** How sure it is how much faster they are; a longer time at the one end is less speed at the other. */
function within(mine: Measured, theirs: Measured): Velocity['within'] {
  const ratio = medianRatio(mine, theirs);
  return ratio && { low: 1 - ratio.high, high: 1 - ratio.low };
}

/** What a hold-out lacks that shares leads out and cannot tell yet. */
function missing(treated: Measured, held: Measured): string {
  if (treated.denominator + held.denominator === 0) return '';
  return ` A hold-out cannot tell yet: it let ${treated.denominator} leads be nurtured, of whom sales accepted ${treated.numerator}, and held ${held.denominator}, of whom they accepted ${held.numerator}. It takes ${minimumSample} of each, and half of each accepted.`;
}
