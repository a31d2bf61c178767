import type { Tx } from '../../../db/connection.ts';
import type { Feature, Instant, LeadId, LeadState } from '../../core/types.ts';
import { type CompiledProgram, compileProgram } from '../../program/compile/compile.ts';
import { dayMs } from '../../program/duration.ts';
import { countPast, lackingFeatures } from '../../runtime/backfill.ts';
import type { AheadFigures, AheadInput, PlanAhead } from '../../runtime/changes/ahead/types.ts';
import { stateOf } from '../../runtime/loaded-lead.ts';
import { createProgramCache } from '../../runtime/program-cache.ts';
import { readLoggedEvents } from '../../runtime/sql/log.ts';
import type { PathEntry } from '../compare/path-entry.ts';
import { imagineAs, imagineNothing, observedRates } from '../compare/rates.ts';
import { runSide } from '../compare/run-side.ts';
import type { Arrival } from '../compare/script.ts';
import { readPresentLeads } from '../sql/simulate.ts';

/** The periods that a plan looks ahead, in days; the last is the longest. */
const periods = [7, 30] as const;
const aheadMs = periods[1] * dayMs;
const chunkSize = 250;
const ratesDays = 90;

/**
 * Runs leads ahead from how they stand now under the program in force and the proposed one, as a simulation does with
 * leads that open and click as usual, and counts what becomes of them. Reads only. Caps per account are not applied,
 * and other leads of an account are as they are now.
 */
export async function planAhead(tx: Tx, input: AheadInput): Promise<PlanAhead> {
  const { proposed, now, halted, enrolled, samples } = input;
  const programs = createProgramCache();
  const base = await programs.active(tx);
  const sides = [
    { program: base.compiled, halted: halted.base },
    { program: compileProgram(proposed, base.version + 1), halted: halted.proposed },
  ] as const;
  const rates = await observedRates(tx, base.program, { from: now - ratesDays * dayMs, to: now });
  const tallies = sides.map(() => periods.map(() => new Float64Array(names.length)));
  let run = 0;
  for (const { of, ids } of samples) {
    const weight = of / ids.length;
    for (let n = 0; n < ids.length; n += chunkSize) {
      const chunk = ids.slice(n, n + chunkSize);
      const rows = await readPresentLeads(tx, { ids: chunk, after: nowhere, limit: chunk.length });
      const states = rows.map(stateOf);
      run += rows.length;
      for (const [side, { program, halted: stopped }] of sides.entries()) {
        const features = await featuresOf(tx, states, programs, program, now);
        for (const state of states) {
          if (state.seq === 0) continue;
          const before = state.program === 0 ? undefined : programs.compiled(state.program)?.compiled;
          const outset = {
            before,
            features: features.get(state.id) ?? {},
            ...(stopped.length > 0 && { halted: stopped }),
          };
          const commands = side === 0 ? [] : commandsFor(state.id, enrolled, now, stopped);
          const period = { from: Math.max(now, state.at), to: now + aheadMs };
          const script = { arrivals: commands, answers: new Map() };
          const imagine =
            rates.all && rates.all.sent > 0 ? imagineAs(rates, program.program, state.id) : imagineNothing;
          const { path } = runSide(program, state, period, script, outset, imagine);
          for (const [place, days] of periods.entries())
            count(tallies[side]?.[place], path.entries, now + days * dayMs, weight);
        }
      }
    }
  }
  return {
    leads: run,
    of: samples.reduce((sum, { of }) => sum + of, 0),
    periods: periods.map((days, place) => ({
      days,
      base: figuresOf(tallies[0]?.[place]),
      proposed: figuresOf(tallies[1]?.[place]),
    })),
  };
}

const nowhere = { lane: -1, id: '00000000-0000-0000-0000-000000000000' };
const names = ['entering', 'leaving', 'moving', 'emailed', 'emails'] as const;

/** Adds one lead's path until an instant. */
function count(tally: Float64Array | undefined, path: readonly PathEntry[], until: Instant, weight: number) {
  if (tally === undefined) return;
  const did = new Set<number>();
  for (const entry of path) {
    if (entry.at > until) break;
    const place = placeOf(entry.did);
    if (place === undefined) continue;
    did.add(place);
    if (entry.did === 'email') tally[4] = (tally[4] ?? 0) + weight;
  }
  for (const place of did) tally[place] = (tally[place] ?? 0) + weight;
}

function placeOf(did: PathEntry['did']): number | undefined {
  switch (did) {
    case 'enrol':
      return 0;
    case 'end':
      return 1;
    case 'journey':
    case 'lifecycle':
      return 2;
    case 'email':
      return 3;
    default:
      return undefined;
  }
}

function figuresOf(tally: Float64Array | undefined): AheadFigures {
  const [entering = 0, leaving = 0, moving = 0, emailed = 0, emails = 0] = [...(tally ?? [])].map(Math.round);
  return { entering, leaving, moving, emailed, emails };
}

/** As the activation enrols them: by a command each, right after they reach the program. */
function commandsFor(
  lead: LeadId,
  enrolled: AheadInput['enrolled'],
  now: Instant,
  halted: readonly string[],
): Arrival[] {
  const facts = halted.length > 0 ? { halted } : {};
  return enrolled
    .filter(({ leads }) => leads.includes(lead))
    .map(({ track }) => ({
      kind: 'command',
      command: { do: 'enrol', track },
      by: 'change',
      seq: 0,
      at: now,
      facts,
      semantics: 0,
    }));
}

/** The counts that the leads lack for the program, from their logged events. */
async function featuresOf(
  tx: Tx,
  states: readonly LeadState[],
  programs: ReturnType<typeof createProgramCache>,
  program: CompiledProgram,
  now: Instant,
): Promise<Map<LeadId, Record<string, Feature>>> {
  const found = new Map<LeadId, Record<string, Feature>>();
  const outdated = states.filter(({ seq, program: on }) => seq > 0 && on !== program.version);
  for (const [on, group] of Map.groupBy(outdated, (state) => state.program)) {
    const before = on === 0 ? undefined : (await programs.version(tx, on)).compiled;
    const lacking = lackingFeatures(before, program);
    if (lacking.length === 0) continue;
    const events = await readLoggedEvents(
      tx,
      group.map(({ id }) => id),
      [...new Set(lacking.map(({ event }) => event))],
      undefined,
    );
    const byLead = Map.groupBy(events, ({ lead_id }) => lead_id);
    for (const { id } of group) found.set(id, countPast(byLead.get(id) ?? [], lacking, now));
  }
  return found;
}
