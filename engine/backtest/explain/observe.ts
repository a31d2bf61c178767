import { type GuardCheck, guardChecks } from '../../core/sending/guard-checks.ts';
import type { LeadState } from '../../core/types.ts';
import type { Weighed, Weighing } from '../../core/watch.ts';
import type { ActiveProgram } from '../../runtime/types.ts';
import type { LoggedInput } from '../sql/replay.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import { type Past, type Recorded, recordedOf, relive } from './relive.ts';
import type { Vouched } from './types.ts';

/** An input with what is recorded of its decision and, where it could be decided again, what was weighed. */
export interface Moment {
  row: LoggedInput;
  recorded: Recorded;
  program: ActiveProgram;
  /** By what they are of (see core/watch.ts); the last look of each. */
  evidence: ReadonlyMap<string, Evidence>;
  /** By `TRACK/STEP`; the last look of each. */
  guards: ReadonlyMap<string, GuardCheck[]>;
  /** Absent where the decision could not be made again. */
  before?: LeadState;
  after?: LeadState;
  /** Decided again, and all before it too, it is as recorded. */
  same: boolean;
}

/** What of a lead's past an explanation looks at closely. */
export interface Attention {
  /** The last input that matters. */
  until?: number;
  /** Whose conditions: by what they are of. */
  of: (name: string) => boolean;
  /** Whose guards. */
  track?: string;
}

/** Lives the past again and remembers what was weighed. What cannot be decided again comes as it is recorded. */
export function observe(past: Past, { until = Number.POSITIVE_INFINITY, of, track }: Attention): Moment[] {
  const moments: Moment[] = [];
  const begins = past.beginning?.inputs[0]?.seq ?? Number.POSITIVE_INFINITY;
  for (const row of past.inputs) {
    if (row.seq >= begins || row.seq > until) break;
    moments.push({ ...bare(past, row), same: false });
  }
  let evidence = new Map<string, Evidence>();
  let guards = new Map<string, GuardCheck[]>();
  const watch = (weighed: Weighed, draft: Weighing) => {
    if (weighed.what === 'condition') {
      if (of(weighed.of)) evidence.set(weighed.of, evidenceOf(weighed.when, draft.view, draft.program));
    } else if (weighed.track === track) {
      guards.set(`${weighed.track}/${weighed.step}`, guardChecks(draft, weighed.track, weighed.purpose));
    }
  };
  let same = true;
  for (const lived of relive(past, { until, watch })) {
    same &&= lived.same;
    const { row, before, after, program } = lived;
    moments.push({ row, recorded: recordedOf(row), program, evidence, guards, before, after, same });
    evidence = new Map();
    guards = new Map();
  }
  // Where deciding again has ended before the record does.
  const reached = moments.at(-1)?.row.seq ?? 0;
  for (const row of past.inputs)
    if (row.seq > reached && row.seq <= until) moments.push({ ...bare(past, row), same: false });
  return moments;
}

export function vouched({ before, same }: Moment): Vouched {
  return before === undefined ? 'record' : same ? 'replayed' : 'differs';
}

function bare({ programs }: Past, row: LoggedInput): Omit<Moment, 'same'> {
  const program = programs.compiled(row.program);
  if (!program) throw new TypeError(`program ${row.program} was not loaded`);
  return { row, recorded: recordedOf(row), program, evidence: new Map(), guards: new Map() };
}
