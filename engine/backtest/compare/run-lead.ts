import { decide, newLead } from '../../core/decide.ts';
import type { Decision, Feature, LeadState } from '../../core/types.ts';
import type { CompiledProgram } from '../../program/compile/compile.ts';
import { countPast, lackingFeatures } from '../../runtime/backfill.ts';
import { inputOf } from '../../runtime/input-row.ts';
import type { Programs } from '../parallel/reader.ts';
import type { BacktestLead } from '../sql/backtest.ts';
import type { LoggedInput } from '../sql/replay.ts';
import { follow, notable, type Path } from './figures.ts';
import { imagineAs, imagineNothing } from './rates.ts';
import { runBoth, type Sides } from './run-both.ts';
import { type Course, type Imagine, type Outset, runSide, type SideRun } from './run-side.ts';
import { scriptOf } from './script.ts';
import type { Bound, ObservedRate } from './types.ts';

type LoadedPrograms = Pick<Programs, 'compiled'>;

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

  const outset = (program: CompiledProgram) => ({
    before: programs.compiled(start.program)?.compiled,
    features: featuresFor(program, start, logged, programs, period.from),
  });
  const outsets = { base: outset(sides.base), proposed: outset(sides.proposed) };
  const course = (imagine: Imagine) => ({ start, period, script, imagine });
  const observed = (side: 'base' | 'proposed') => course(imagineAs(rates, sides[side].program, lead.id));

  const none = both(sides, course(imagineNothing), outsets);
  const run: { base: SideRun; proposed: SideRun } = { ...none };
  if (none.base.imagined && none.proposed.imagined)
    Object.assign(run, both(sides, observed('base'), outsets));
  else
    for (const side of ['base', 'proposed'] as const)
      if (none[side].imagined) run[side] = sideOf(sides[side], observed(side), outsets[side]);
  const runs = new Set([none.base, none.proposed, run.base, run.proposed]);
  return {
    recorded: path,
    base: { none: none.base, observed: run.base },
    proposed: { none: none.proposed, observed: run.proposed },
    inputs: [...runs].reduce((sum, { inputs }) => sum + inputs, 0),
  };
}

function both(
  sides: Sides,
  course: Course,
  outsets: { base: Outset; proposed: Outset },
): { base: SideRun; proposed: SideRun } {
  if (sides.proposed !== sides.base) return runBoth(sides, course, outsets);
  const run = sideOf(sides.base, course, outsets.base);
  return { base: run, proposed: run };
}

function sideOf(
  program: CompiledProgram,
  { start, period, script, imagine }: Course,
  outset: Outset,
): SideRun {
  return runSide(program, start, period, script, outset, imagine);
}

const nothing: Pick<Decision, 'effects' | 'trace'> = { effects: [], trace: [] };
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
