import { DraftView } from '../../core/draft-view.ts';
import type { Instant, LeadState } from '../../core/types.ts';
import type { CompiledProgram } from '../../program/compile/compile.ts';
import type { Condition, Scalar } from '../../program/condition/ast.ts';
import { earliestChange } from '../../program/condition/earliest-change.ts';
import { amountOf, evaluate } from '../../program/condition/evaluate.ts';
import { printCondition } from '../../program/condition/print.ts';
import type { View } from '../../program/condition/view.ts';
import { defaultVocabulary } from '../../program/vocabulary.ts';

/** A condition, or a part of one, with what it found. */
export interface Evidence {
  condition: Condition;
  /** The condition as text. */
  text: string;
  holds: boolean;
  /** The value that it compared: a field, a count, a sum. Null: there is none. Absent where nothing is compared. */
  found?: Scalar | null;
  /** The parts of AND, OR and NOT; of a segment its own condition. */
  parts?: Evidence[];
}

/** Segments within segments are followed so far. */
const deepest = 4;

/** What the condition finds at this look: the same evaluation that decisions use. */
export function evidenceOf(condition: Condition, view: View, program: CompiledProgram, depth = 0): Evidence {
  const found = foundBy(condition, view);
  const parts = depth < deepest ? partsOf(condition, program) : [];
  return {
    condition,
    text: printCondition(condition, defaultVocabulary),
    holds: evaluate(condition, view),
    ...(found !== undefined && { found }),
    ...(parts.length > 0 && {
      parts: parts.map((part) =>
        evidenceOf(part, view, program, depth + (condition.op === 'segment' ? 1 : 0)),
      ),
    }),
  };
}

/** The same of a lead as it stands, and when time alone could change the answer. */
export function evidenceNow(
  condition: Condition,
  program: CompiledProgram,
  lead: LeadState,
  now: Instant,
): { evidence: Evidence; mayChangeAt?: Instant } {
  const view = new DraftView(lead, now, program);
  const mayChangeAt = earliestChange(condition, view);
  const evidence = evidenceOf(condition, view, program);
  return { evidence, ...(mayChangeAt !== undefined && { mayChangeAt }) };
}

/** The parts that decide: of an AND that fails the ones that fail, of an OR that holds the ones that hold. */
export function deciding(evidence: Evidence): Evidence[] {
  const { condition, holds, parts = [] } = evidence;
  if (condition.op === 'and' || condition.op === 'or') {
    const telling = parts.filter((part) => part.holds === holds);
    return telling.flatMap(deciding);
  }
  return [evidence];
}

function partsOf(c: Condition, program: CompiledProgram): readonly Condition[] {
  if (c.op === 'and' || c.op === 'or') return c.of;
  if (c.op === 'not') return [c.of];
  const segment = c.op === 'segment' ? program.segmentsById[c.id] : undefined;
  return segment ? [segment.when] : [];
}

function foundBy(c: Condition, view: View): Scalar | null | undefined {
  switch (c.op) {
    case 'field':
    case 'field_in':
    case 'known':
    case 'date':
      return view.field(c.field) ?? null;
    case 'property':
    case 'property_in':
    case 'property_known':
      return view.event?.properties[c.property] ?? null;
    case 'count':
      return amountOf(c, view);
    // Sums are kept in thousandths.
    case 'sum':
      return amountOf(c, view) / 1000;
    case 'stakeholders':
      return view.stakeholders(c.id);
    case 'event':
      return view.event?.name ?? null;
    case 'track':
      return view.enrolment(c.id)?.status ?? null;
    default:
      return undefined;
  }
}
