import type { Database } from '../../../db/connection.ts';
import { TrellisError } from '../../../db/errors.ts';
import { hash32 } from '../../core/arms.ts';
import type { LeadId } from '../../core/types.ts';
import type { Program } from '../../program/schema.ts';
import { type EmailChoice, type EmailRow, readContributions, readEmail } from '../sql/explain.ts';
import { becauseOf, beginningOfEnrolment } from './because.ts';
import { leadName } from './lead-name.ts';
import { type Moment, observe, vouched } from './observe.ts';
import { originOf, sinceWhen } from './program-origin.ts';
import { type Past, readPast } from './relive.ts';
import type { PathStep, Variant, WhyEmail } from './types.ts';

const longestPath = 100;

/**
 * Why a lead got, or is to get, an email; the newest that fits the choice. Undefined when it has none such. The values
 * are those of the moment: the lead is decided again up to it by the programs of the time.
 */
export async function whyEmail(
  db: Database,
  lead: LeadId,
  choice: EmailChoice = {},
): Promise<{ why: WhyEmail; program: Program } | undefined> {
  const row = await readEmail(db, lead, choice);
  if (!row) return undefined;
  const past = await readPast(db, lead);
  if (!past) return undefined;
  const { effect } = row;
  const { track, step, content } = effect;
  const moments = observe(past, { until: row.seq, of: isOfEntering, track });
  const decided = moments.at(-1);
  if (decided?.row.seq !== row.seq) {
    throw new TrellisError(
      'explain.let_go',
      'What decided this email was let go from the log; `trellis history` says since when it is kept.',
    );
  }
  const began = beginningOfEnrolment(moments, track, effect.enrolment);
  const because = began && becauseOf(moments, began, track);
  const contributions = await readContributions(db, lead, (began ?? decided).row.seq);
  const since = await sinceWhen(db, { track, step, content }, decided.row.program);
  const why: WhyEmail = {
    lead,
    name: leadName(past.lead.fields),
    effect: `${row.seq}:${row.ordinal}`,
    decidedAt: decided.row.at,
    track,
    step,
    content,
    ...outcomeOf(row),
    ...(began && because && { enrolment: { n: effect.enrolment, startedAt: began.row.at, because } }),
    path: pathOf(moments, track, began?.row.seq ?? row.seq, { seq: row.seq, step }),
    score: { total: contributions.reduce((sum, { points }) => sum + points, 0), contributions },
    guards: decided.guards.get(`${track}/${step}`) ?? [],
    variants: variantsOf(past, moments, track, began?.row.seq ?? row.seq),
    program: await originOf(db, decided.row.program),
    since: await originOf(db, since),
    values: vouched(decided),
  };
  return { why, program: decided.program.program };
}

function isOfEntering(name: string): boolean {
  return /^(?:entry|trigger|step):/.test(name);
}

function outcomeOf({
  status,
  settled_at,
  result,
}: EmailRow): Pick<WhyEmail, 'status' | 'settledAt' | 'reason'> {
  return {
    status,
    ...(settled_at !== null && { settledAt: settled_at }),
    ...(result?.reason !== undefined && { reason: result.reason }),
  };
}

/** What happened on the track since the enrolment began, up to the email. */
function pathOf(
  moments: readonly Moment[],
  track: string,
  since: number,
  until: { seq: number; step: string },
): PathStep[] {
  const path: PathStep[] = [];
  for (const { row, recorded, evidence } of moments) {
    if (row.seq < since) continue;
    for (const did of recorded.trace) {
      if (!('track' in did) || did.track !== track) continue;
      const found = 'step' in did ? evidence.get(`step:${track}/${did.step}`) : undefined;
      const telling = did.did === 'step' ? did.branch !== undefined : did.did === 'waited' && did.met;
      path.push({ seq: row.seq, at: row.at, did, ...(found && telling && { evidence: found }) });
      if (did.did === 'email' && did.step === until.step && row.seq === until.seq)
        return path.slice(-longestPath);
    }
  }
  return path.slice(-longestPath);
}

function variantsOf({ lead }: Past, moments: readonly Moment[], track: string, since: number): Variant[] {
  return moments.flatMap(({ row, recorded, program, before }) => {
    if (row.seq < since) return [];
    return recorded.trace.flatMap((entry) => {
      if ((entry.did !== 'split' && entry.did !== 'step') || entry.track !== track) return [];
      const step = program.compiled.tracksById[track]?.steps.find(({ id }) => id === entry.step);
      if (step?.kind !== 'split') return [];
      const { key, arms } = step;
      const { decided, control } = program.compiled.experiments[key] ?? {};
      // The way of all, not the lead's own: the experiment is decided, or the lead is not of its population.
      const common = entry.did === 'step' ? (decided === undefined ? 'outside' : 'decided') : undefined;
      const arm = entry.did === 'step' ? (decided ?? control ?? '') : entry.arm;
      return {
        split: key,
        arm,
        ...(common && ({ common } as const)),
        arms: arms.map(({ id, weight }) => ({ id, weight })),
        hash: hash32(`${key} ${lead.id}`),
        drawn: before?.variants?.[key] !== arm,
      };
    });
  });
}
