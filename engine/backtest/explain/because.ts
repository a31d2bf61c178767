import type { Moment } from './observe.ts';
import { shownInput } from './shown-input.ts';
import type { Because } from './types.ts';

/** A lead sent on from track to track is followed so far back. */
const furthest = 4;

/** Where an enrolment began; undefined when that is no longer on record. */
export function beginningOfEnrolment(moments: readonly Moment[], track: string, n: number) {
  return moments.find(({ recorded }) =>
    recorded.trace.some((entry) => entry.did === 'enrol' && entry.track === track && entry.n === n),
  );
}

/** Why the enrolment began that did so at this moment. */
export function becauseOf(
  moments: readonly Moment[],
  moment: Moment,
  track: string,
  depth = 0,
): Because | undefined {
  const entry = moment.recorded.trace.find((one) => one.did === 'enrol' && one.track === track);
  if (entry?.did !== 'enrol') return undefined;
  return { ...reasonOf(moments, moment, entry.by, track, depth), by: entry.by };
}

function reasonOf(
  moments: readonly Moment[],
  moment: Moment,
  by: string,
  track: string,
  depth: number,
): Omit<Because, 'by'> {
  const input = shownInput(moment.row);
  const [kind, id = ''] = [by.split(':', 1)[0], by.slice(by.indexOf(':') + 1)];
  if (kind === 'entry') {
    const evidence = moment.evidence.get(`entry:${track}`);
    return { input, ...(evidence && { evidence }) };
  }
  if (kind === 'trigger') {
    // A delayed trigger acts later than it fires: what it found, it found when it fired.
    const fired = moments.findLast(
      ({ row, evidence }) => row.seq <= moment.row.seq && evidence.has(`trigger:${id}`),
    );
    const evidence = fired?.evidence.get(`trigger:${id}`);
    return { input: fired ? shownInput(fired.row) : input, ...(evidence && { evidence }) };
  }
  if (kind === 'threshold') {
    const threshold = moment.program.program.scoring.thresholds[id];
    const { before, after } = moment;
    if (!threshold || !before || !after) return { input };
    const model = threshold.model ?? null;
    const pointsOf = ({ score, scores }: typeof before) => (model === null ? score : (scores[model] ?? 0));
    return { input, score: { model, before: pointsOf(before), after: pointsOf(after), at: threshold.at } };
  }
  if (kind === 'track' && depth < furthest) {
    const n = moment.before?.enrolments[id]?.n ?? moment.after?.enrolments[id]?.n ?? 1;
    const earlier = beginningOfEnrolment(moments, id, n);
    const via = earlier && becauseOf(moments, earlier, id, depth + 1);
    return { input, ...(via && { via: { ...via, track: id } }) };
  }
  return { input };
}
