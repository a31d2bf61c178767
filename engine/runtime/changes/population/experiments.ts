import { canonicalJson } from '../../../../db/canonical.ts';
import type { Tx } from '../../../../db/connection.ts';
import type { Condition } from '../../../program/condition/ast.ts';
import { count, counted } from '../../../program/count-words.ts';
import { quote } from '../../../program/diff/words.ts';
import { experimentField, HELD, HOLDOUT } from '../../../program/experiment-fields.ts';
import type { Experiment, Program } from '../../../program/schema.ts';
import { countMatching, countOnNoTrack } from '../../sql/population.ts';
import type { Population } from '../types.ts';
import { leadCondition } from './lead-condition.ts';
import { resolveText } from './resolve.ts';

/** New leads are told by how many came in so many days. */
const monthDays = 30;

interface Measured {
  base: Program;
  proposed: Program;
  now: number;
}

/** What a hold-out that is new, changed or taken out costs; undefined when it is as it was. */
export async function measureHoldout(
  tx: Tx,
  { base, proposed, now }: Measured,
): Promise<Population['holdout']> {
  const [before, after] = [base.policies.holdout, proposed.policies.holdout];
  if (canonicalJson(before ?? null) === canonicalJson(after ?? null)) return undefined;
  const shared = experimentField(HOLDOUT);
  const ask = (program: Program, ...of: Condition[]) => {
    const all: Condition = of.length > 1 ? { op: 'and', of } : (of[0] as Condition);
    return leadCondition(all, { program, now, firstParam: 1 });
  };
  const isHeld: Condition = { op: 'field', field: shared, is: '=', value: HELD };
  const held = before ? await countMatching(tx, ask(base, isHeld)) : 0;
  if (!after) return { held };
  const concerned: Condition[] =
    after.except === undefined ? [] : [{ op: 'not', of: resolveText(after.except, proposed) }];
  const isNew: Condition = { op: 'date', field: 'created_at', is: 'after', offsetDays: -monthDays };
  const isOpen: Condition = { op: 'not', of: { op: 'known', field: shared } };
  return {
    held,
    percent: after.percent,
    monthly: await countMatching(tx, ask(proposed, isNew, ...concerned)),
    waiting: await countOnNoTrack(tx, ask(proposed, isOpen, ...concerned)),
  };
}

/**
 * Who would enter by the condition: nobody that is held out. Where it names an arm that leads of a new population are yet to
 * draw, all of these are counted; `isAtMost` then.
 */
export function enteringCondition(
  entry: Condition,
  { base, proposed }: Pick<Measured, 'base' | 'proposed'>,
): { condition: Condition; isAtMost: boolean } {
  let isAtMost = false;
  const widened = mapLeaves(entry, (leaf) => {
    if (!('field' in leaf)) return leaf;
    const id = Object.keys(proposed.experiments ?? {}).find((one) => experimentField(one) === leaf.field);
    const experiment = id === undefined ? undefined : proposed.experiments?.[id];
    if (id === undefined || experiment?.population === undefined || experiment.decided !== undefined)
      return leaf;
    if (isShared(base.experiments?.[id], experiment)) return leaf;
    isAtMost = true;
    const open: Condition = { op: 'not', of: { op: 'known', field: leaf.field } };
    return {
      op: 'or',
      of: [leaf, { op: 'and', of: [open, resolveText(experiment.population, proposed)] }],
    };
  });
  const { holdout } = proposed.policies;
  if (!holdout) return { condition: widened, isAtMost };
  const isHeld: Condition = { op: 'field', field: experimentField(HOLDOUT), is: '=', value: HELD };
  const keptOff: Condition =
    holdout.except === undefined
      ? isHeld
      : { op: 'and', of: [isHeld, { op: 'not', of: resolveText(holdout.except, proposed) }] };
  return { condition: { op: 'and', of: [widened, { op: 'not', of: keptOff }] }, isAtMost };
}

function mapLeaves(condition: Condition, change: (leaf: Condition) => Condition): Condition {
  switch (condition.op) {
    case 'and':
    case 'or':
      return { op: condition.op, of: condition.of.map((member) => mapLeaves(member, change)) };
    case 'not':
      return { op: 'not', of: mapLeaves(condition.of, change) };
    default:
      return change(condition);
  }
}

/** Of every experiment that gets another population, or is decided otherwise, how many leads that touches at once. */
export async function measureSharing(
  tx: Tx,
  { base, proposed, now }: Measured,
): Promise<NonNullable<Population['sharing']>> {
  const sharing: NonNullable<Population['sharing']>[number][] = [];
  for (const [id, experiment] of Object.entries(proposed.experiments ?? {})) {
    const before = base.experiments?.[id];
    const { title } = experiment;
    const ask = (program: Program, condition: Condition) =>
      countMatching(tx, leadCondition(condition, { program, now, firstParam: 1 }));
    const field = experimentField(id);
    if (experiment.decided !== undefined) {
      if (!before || before.decided !== undefined) continue;
      const has = { op: 'known', field } as const;
      const same = { op: 'field', field, is: '=', value: experiment.decided } as const;
      const of: Condition = { op: 'and', of: [has, { op: 'not', of: same }] };
      sharing.push({ title, decided: experiment.decided, leads: await ask(base, of) });
    } else if (experiment.population !== undefined && !isShared(before, experiment)) {
      const joins: Condition = {
        op: 'and',
        of: [{ op: 'not', of: { op: 'known', field } }, resolveText(experiment.population, proposed)],
      };
      sharing.push({ title, leads: await ask(proposed, joins) });
    }
  }
  return sharing;
}

/** Both, a line each: what the hold-out costs comes first. */
export function experimentLines({ holdout, sharing = [], atMost = [] }: Population): string[] {
  return [
    ...(atMost.length > 0
      ? [
          `Arms are drawn when this is approved: of those counted as entering ${atMost.map(quote).join(', ')} fewer may`,
        ]
      : []),
    ...(holdout ? holdoutLines(holdout) : []),
    ...sharing.map(({ title, decided, leads }) =>
      decided === undefined
        ? `${counted(leads, 'lead')} ${leads === 1 ? 'is' : 'are'} of the population of ${quote(title)} now and ${leads === 1 ? 'gets' : 'get'} an arm at once`
        : `${counted(leads, 'lead')} ${leads === 1 ? 'has' : 'have'} another arm of ${quote(title)} than “${decided}” now, and ${leads === 1 ? 'counts' : 'count'} as in “${decided}” from then on`,
    ),
  ];
}

function holdoutLines({
  held,
  percent,
  monthly = 0,
  waiting = 0,
}: NonNullable<Population['holdout']>): string[] {
  const standing = `${counted(held, 'lead')} ${held === 1 ? 'is' : 'are'} held out now`;
  if (percent === undefined) return [`${standing}; tracks take them by entries that come true from then on`];
  const of = (leads: number) => count(Math.round((leads * percent) / 100));
  return [
    monthly === 0
      ? `No new lead came in the last ${monthDays} days: of those to come ${percent} % will get no nurture`
      : `About ${of(monthly)} of the next ${counted(monthly, 'new lead')} a month will get no nurture (as many came in the last ${monthDays} days)`,
    ...(waiting > 0
      ? [
          `About ${of(waiting)} of the ${counted(waiting, 'lead')} that ${waiting === 1 ? 'was' : 'were'} on no track yet are held out at once`,
        ]
      : []),
    ...(held > 0 ? [standing] : []),
  ];
}

function isShared(before: Experiment | undefined, after: Experiment): boolean {
  return before?.population === after.population && before?.decided === undefined;
}
