import type { StateAt } from '../engine/backtest/state-at.ts';
import { print, printTable, when } from './output.ts';

/** A lead as it stood at an instant. */
export function showState({
  lead,
  at,
  seq,
  decidedAt,
  program,
  state,
  replayed,
  differsFrom,
}: StateAt): void {
  if (state === null) {
    print(`${lead} had not arrived yet at ${when(at)}.`);
    return;
  }
  const {
    fields,
    lists,
    segments,
    journey,
    lifecycle,
    score,
    scores,
    enrolments,
    timers,
    consent,
    suppressed,
  } = state;
  print(`${fields.email ?? lead} at ${when(at)}: ${journey}, ${lifecycle}, score ${score}`);
  print(
    `after input ${seq} of ${when(decidedAt)}, program version ${program}; ${replayed} inputs decided again${differsFrom === null ? ', all as recorded' : `, from input ${differsFrom} on otherwise than recorded`}`,
  );
  const pairs = (record: object) =>
    Object.entries(record)
      .map(([name, value]) => `${name}: ${value}`)
      .join(', ');
  print(pairs(fields));
  print(`scores: ${pairs(scores) || 'none'}`);
  print(`segments: ${segments.join(', ') || 'none'}; lists: ${lists.join(', ') || 'none'}`);
  print(`consent: ${Object.keys(consent).join(', ') || 'none on record'}`);
  if (suppressed) print(`SUPPRESSED since ${when(suppressed.at)}: ${suppressed.reason}`);
  printTable(
    ['track', 'step', 'status', 'since', 'by', 'ended'],
    Object.entries(enrolments).map(([track, { step, status, startedAt, by, endedAt, reason }]) => [
      track,
      step,
      status,
      when(startedAt),
      by,
      endedAt === undefined ? '-' : `${when(endedAt)} (${reason})`,
    ]),
  );
  if (timers.length > 0)
    print(`due next: ${timers.map(({ id, at: due }) => `${id} ${when(due)}`).join(', ')}`);
}
