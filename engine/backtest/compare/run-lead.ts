import { decide, newLead } from '../../core/decide.ts';
import type { Decision, Feature, LeadState } from '../../core/types.ts';
import type { CompiledProgram } from '../../program/compile/compile.ts';
import { countPast, lackingFeatures } from '../../runtime/backfill.ts';
import { inputOf } from '../../runtime/input-row.ts';
import type { Programs } from '../parallel/reader.ts';
import type { BacktestLead } from '../sql/backtest.ts';
import type { LoggedInput } from '../sql/replay.ts';
import { follow, type Path } from './figures.ts';
import { imagineAs, imagineNothing } from './rates.ts';
import { runSide, type SideRun } from './run-side.ts';
import { scriptOf } from './script.ts';
import type { Bound, ObservedRate } from './types.ts';

type LoadedPrograms = Pick<Programs, 'compiled'>;

export interface Sides {
  base: CompiledProgram;
  proposed: CompiledProgram;
}

export function sidesOf(base: CompiledProgram, proposed: CompiledProgram): Sides {
  return { base, proposed };
}

/** One lead's period as it was recorded and as both sides make it, under both bounds. */
export interface LeadRun {
  recorded: Path;
  base: Readonly<Record<Bound, SideRun>>;
  proposed: Readonly<Record<Bound, SideRun>>;
  /** Decided on all sides together. */
  inputs: number;
}

/** Runs one lead. `logged` are its inputs until the end of the period, in order; their programs must be loaded. */
export function runLead(
  lead: BacktestLead,
  logged: readonly LoggedInput[],
  sides: Sides,
  programs: LoadedPrograms,
  period: { from: number; to: number },
  rates: Readonly<Record<string, ObservedRate>>,
): LeadRun {
  const recorded = logged.map((row) => ({ input: inputOf(row), decision: decisionOf(row) }));
  const path: Path = { entries: [], holds: [] };
  for (const { input, decision } of recorded) if (input.at >= period.from) follow(path, input.at, decision);
  const script = scriptOf(recorded, period.from);
  const start = stateAt(lead, logged, programs, period.from);

  const run = (program: CompiledProgram): Record<Bound, SideRun> => {
    const features = featuresFor(program, start, logged, programs, period.from);
    const outset = { before: programs.compiled(start.program)?.compiled, features };
    const none = runSide(program, start, period, script, outset, imagineNothing);
    if (!none.imagined) return { none, observed: none };
    const imagine = imagineAs(rates, program.program, lead.id);
    return { none, observed: runSide(program, start, period, script, outset, imagine) };
  };
  const base = run(sides.base);
  const proposed = sides.proposed === sides.base ? base : run(sides.proposed);
  const runs = new Set([base.none, base.observed, proposed.none, proposed.observed]);
  const inputs = [...runs].reduce((sum, side) => sum + side.inputs, 0);
  return { recorded: path, base, proposed, inputs };
}

const nothing: Pick<Decision, 'effects' | 'trace'> = { effects: [], trace: [] };
/** What `follow` and `scriptOf` look for in a decision; most have nothing of it. */
const notable = /"effects":\[\{|"did":"(?:email|enrol|end|journey|lifecycle|hold)"/;

function decisionOf({ decision }: LoggedInput): Pick<Decision, 'effects' | 'trace'> {
  return notable.test(decision) ? JSON.parse(decision) : nothing;
}

/** The lead before its first input of the period, as the programs of the time had made it. */
function stateAt(
  lead: BacktestLead,
  logged: readonly LoggedInput[],
  programs: LoadedPrograms,
  from: number,
): LeadState {
  let state = newLead(lead.id, lead.created_at);
  for (const row of logged) {
    if (row.at >= from) break;
    const program = programs.compiled(row.program);
    if (!program) throw new TypeError(`program ${row.program} was not loaded`);
    state = decide(program.compiled, state, inputOf(row)).lead;
  }
  return state;
}

/** The counts that the program asks for and the lead did not keep, from its events before the period. */
function featuresFor(
  program: CompiledProgram,
  start: LeadState,
  logged: readonly LoggedInput[],
  programs: LoadedPrograms,
  from: number,
): Record<string, Feature> {
  if (start.seq === 0 || start.program === program.version) return {};
  const lacking = lackingFeatures(programs.compiled(start.program)?.compiled, program);
  const events = logged.flatMap(({ at, name, properties, occurred_at }) =>
    at < from && name !== null && occurred_at !== null
      ? [{ name, occurred_at, properties: properties ?? {} }]
      : [],
  );
  return countPast(events, lacking, from);
}
