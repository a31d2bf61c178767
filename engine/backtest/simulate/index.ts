import type { Database } from '../../../db/connection.ts';
import type { Facts, Instant, LeadId, LeadState } from '../../core/types.ts';
import { type CompiledProgram, compileProgram } from '../../program/compile/compile.ts';
import { dayMs } from '../../program/duration.ts';
import type { ContentRef, Program } from '../../program/schema.ts';
import { countPast, lackingFeatures } from '../../runtime/backfill.ts';
import { stateOf } from '../../runtime/loaded-lead.ts';
import { createProgramCache } from '../../runtime/program-cache.ts';
import { readLoggedEvents } from '../../runtime/sql/log.ts';
import { partingOf } from '../compare/parting.ts';
import type { PathEntry } from '../compare/path-entry.ts';
import { imagineAs, imagineNothing, observedRates } from '../compare/rates.ts';
import { type Imagine, runSide, type SideRun } from '../compare/run-side.ts';
import type { Arrival } from '../compare/script.ts';
import type { ObservedRate } from '../compare/types.ts';
import { type PresentLead, readPresentLeads } from '../sql/simulate.ts';

/** What the leads do about their emails; nothing else arrives. `usual`: as often as in the last 90 days. */
export type Behaviour = 'nothing' | 'everything' | 'usual';

export interface SimulationOptions {
  base: Program;
  proposed: Program;
  now: Instant;
  days: number;
  behaviour: Behaviour;
  /** These leads; without them the first ones whose calendar the change alters. */
  leads?: readonly LeadId[];
  /** How many leads to find when none are named. */
  sample?: number;
  /** A person puts every lead on this track first, on the proposed side. */
  enrol?: string;
  /** Tracks that single leads are put on, on the proposed side; without `leads`, of these leads some are found. */
  enrolments?: ReadonlyMap<LeadId, readonly string[]>;
  /** What is halted on each side, sorted; absent: nothing is. */
  halted?: { base: readonly string[]; proposed: readonly string[] };
  signal?: AbortSignal;
}

export interface CalendarEntry extends PathEntry {
  /** Of an email. */
  content?: ContentRef;
}

export interface SimulatedLead {
  lead: LeadId;
  proposed: readonly CalendarEntry[];
  /** What the program in force would do with the same lead. */
  base: readonly CalendarEntry[];
}

/** Leads looked at to find those whose calendar a change alters. */
const mostLooked = 5000;
const chunkSize = 200;
const ratesDays = 90;

/**
 * Runs leads ahead in virtual time, from how they stand now, under the proposed program and the one in force, and
 * gives what would happen to each and when. Reads only. Leads that cannot be decided now are left out.
 */
export async function simulate(db: Database, options: SimulationOptions): Promise<SimulatedLead[]> {
  const { base, proposed, now, days, sample = 3, enrolments, halted, signal } = options;
  const enrolled = enrolments && enrolments.size > 0 ? [...enrolments.keys()] : undefined;
  const ids = options.leads ?? enrolled;
  const programs = createProgramCache();
  const { version } = await programs.active(db);
  const sides = { base: compileProgram(base, version), proposed: compileProgram(proposed, version + 1) };
  const rates =
    options.behaviour === 'usual'
      ? await observedRates(db, base, { from: now - ratesDays * dayMs, to: now })
      : {};

  const found: SimulatedLead[] = [];
  let after = { lane: -1, id: '00000000-0000-0000-0000-000000000000' };
  for (let looked = 0; looked < mostLooked; ) {
    signal?.throwIfAborted();
    const rows = await db.transaction((tx) =>
      readPresentLeads(tx, { ...(ids && { ids }), after, limit: chunkSize }),
    );
    for (const row of rows) {
      const state = stateOf(row);
      const run = async (
        program: CompiledProgram,
        tracks: readonly string[],
        stopped?: readonly string[],
      ) => {
        const before = state.program === 0 ? undefined : (await programs.version(db, state.program)).compiled;
        const features = await featuresFor(db, state, before, program, now);
        const facts = stopped?.length ? { halted: stopped } : {};
        const script = { arrivals: tracks.map((track) => enrolment(track, now, facts)), answers: new Map() };
        const until = { from: Math.max(now, state.at), to: now + days * dayMs };
        return runSide(
          program,
          state,
          until,
          script,
          { before, features, ...facts },
          imagined(options, rates, program.program, row),
        );
      };
      const result = {
        proposed: await run(sides.proposed, tracksFor(options, row.id), halted?.proposed),
        base: await run(sides.base, [], halted?.base),
      };
      const parted = partingOf(result.base.path.entries, result.proposed.path.entries) !== undefined;
      if (options.leads || parted) {
        found.push({ lead: row.id, proposed: calendarOf(result.proposed), base: calendarOf(result.base) });
      }
      if (!options.leads && found.length >= sample) return found;
    }
    looked += rows.length;
    const last = rows.at(-1);
    if (ids || !last) return found;
    after = last;
  }
  return found;
}

function imagined(
  { behaviour }: SimulationOptions,
  rates: Readonly<Record<string, ObservedRate>>,
  program: Program,
  { id }: PresentLead,
): Imagine {
  if (behaviour === 'nothing') return imagineNothing;
  if (behaviour === 'usual') return imagineAs(rates, program, id);
  // Everybody opens, and clicks, everything: one email opened of one sent.
  return imagineAs({ all: { sent: 1, opened: 1, clicked: 1 } }, program, id);
}

/** What a person puts the lead on before anything else. */
function tracksFor({ enrol, enrolments }: SimulationOptions, lead: LeadId): string[] {
  return [...new Set([...(enrol === undefined ? [] : [enrol]), ...(enrolments?.get(lead) ?? [])])];
}

function enrolment(track: string, now: Instant, facts: Facts): Arrival {
  const command = { do: 'enrol', track } as const;
  return { kind: 'command', command, by: 'simulation', seq: 0, at: now, facts, semantics: 0 };
}

async function featuresFor(
  db: Database,
  state: LeadState,
  before: CompiledProgram | undefined,
  program: CompiledProgram,
  now: Instant,
) {
  const lacking = state.program === program.version ? [] : lackingFeatures(before, program);
  if (lacking.length === 0) return {};
  const names = [...new Set(lacking.map(({ event }) => event))];
  const events = await db.transaction((tx) => readLoggedEvents(tx, [state.id], names, undefined));
  return countPast(events, lacking, now);
}

function calendarOf({ path, emails, arms }: SideRun): CalendarEntry[] {
  let sent = 0;
  const entries = path.entries.map((entry) => {
    const content = entry.did === 'email' ? emails[sent++]?.content : undefined;
    return content === undefined ? entry : { ...entry, content };
  });
  // An arm comes before what it decides.
  return [...arms, ...entries].sort((a, b) => a.at - b.at);
}
