import fc from 'fast-check';
import { newLead } from '../../core/decide.ts';
import { anyHistory, anyMailingProgram, anyProgram, opening } from '../../core/testing/arbitraries.ts';
import { live, type Moment } from '../../core/testing/live.ts';
import { LEAD, T0 } from '../../core/testing/story.ts';
import type { CompiledProgram } from '../../program/compile/compile.ts';
import { beginLead } from '../../runtime/loaded-lead.ts';
import { TEXT_NULL, TEXT_SEPARATOR } from '../../runtime/sql/save.ts';
import type { ActiveProgram } from '../../runtime/types.ts';
import { createWrites } from '../../runtime/writes.ts';
import type { Programs } from '../parallel/reader.ts';
import type { LoggedInput } from '../sql/replay.ts';

/** What the database is given for a lead's inputs, and so gives back. */
export function logged(moments: readonly Moment[]): LoggedInput[] {
  const writes = createWrites();
  for (const { before, input, decision } of moments) writes.decision(before, input, decision);
  writes.lead(beginLead(LEAD, T0, false), newLead(LEAD, T0), newLead(LEAD, T0), null);
  const [rows = '[]', ...texts] = (writes.params() ?? []).slice(4, 9);
  const [properties, payloads, facts, decisions] = texts.map((text) => text.split(TEXT_SEPARATOR));
  const parsed = (text: string | undefined) =>
    text === undefined || text === TEXT_NULL ? null : JSON.parse(text);
  return (JSON.parse(rows) as LoggedInput[]).map((row, n) => ({
    ...row,
    name: row.name ?? null,
    properties: parsed(properties?.[n]),
    payload: parsed(payloads?.[n]),
    facts: parsed(facts?.[n]),
    decision: decisions?.[n] ?? '',
  }));
}

/** Of what replay asks: programs by version. */
export function programsOf(moments: readonly Moment[]): Pick<Programs, 'compiled'> {
  const versions = new Map<number, CompiledProgram>(moments.map(({ program }) => [program.version, program]));
  const compiled = (version: number): ActiveProgram | undefined => {
    const known = versions.get(version);
    return known && { version, hash: '', program: known.program, compiled: known };
  };
  return { compiled };
}

/** A generated history under a generated program. */
export const anyLife = fc
  .tuple(fc.oneof(anyProgram(), anyMailingProgram()), anyHistory(), fc.boolean())
  .map(([program, history, known]) => live(program, known ? [...opening, ...history] : history));
