import { threadCpuUsage } from 'node:process';
import { compileProgram } from '../../program/compile/compile.ts';
import { programHash } from '../../program/hash.ts';
import type { Program } from '../../program/schema.ts';
import type { LaneRange } from '../parallel/lanes.ts';
import { programsOf, type Reader } from '../parallel/reader.ts';
import type { Done } from '../parallel/work.ts';
import { sidesOf } from './run-both.ts';
import { runLead } from './run-lead.ts';
import { addLead, emptyTally, type Tally } from './tally.ts';
import type { ObservedRate } from './types.ts';

/** Leads read at a time. */
const chunkSize = 200;

export interface BacktestContext {
  base: Program;
  proposed: Program;
  /** Of the program in force. */
  version: number;
  from: number;
  to: number;
  /** Of so many leads one. */
  every: number;
  samples: number;
  rates: Readonly<Record<string, ObservedRate>>;
  /** Ids of the semantics that this engine decides by. */
  ours: ReadonlySet<number>;
}

/** Runs the leads of some lanes on both sides; see index.ts. */
export function backtestTask(context: BacktestContext, read: Reader) {
  const { base, proposed, version, from, to, every, samples, rates, ours } = context;
  const programs = programsOf(read);
  const compiledBase = compileProgram(base, version);
  const same = programHash(base) === programHash(proposed);
  const sides = sidesOf(compiledBase, same ? compiledBase : compileProgram(proposed, version + 1));

  return async (lanes: LaneRange, told: (done: Done) => void): Promise<Tally> => {
    const tally = emptyTally();
    let after = { lane: lanes.from - 1, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
    for (;;) {
      const query = { after, upTo: lanes.to, limit: chunkSize, to, every };
      const { leads, inputs } = await read('backtest', query);
      const byLead = Map.groupBy(inputs, (input) => input.lead_id);
      await programs.load(inputs.map(({ program }) => program));
      const before = { ...tally.counts };
      const began = cpuMs();
      for (const lead of leads) {
        const logged = byLead.get(lead.id) ?? [];
        // What came before its log was let go, or other engine semantics decided some of it.
        const isCut = logged[0] !== undefined && logged[0].seq !== 1;
        if (isCut || logged.some((input) => !ours.has(input.semantics))) tally.counts.skipped++;
        else addLead(tally, lead.id, runLead(lead, logged, sides, programs, { from, to }, rates), samples);
      }
      tally.counts.decideMs += cpuMs() - began;
      const last = leads.at(-1);
      if (!last) return tally;
      const { leads: run, inputs: decided } = tally.counts;
      told({ leads: run - before.leads, inputs: decided - before.inputs });
      if (leads.length < chunkSize) return tally;
      after = last;
    }
  };
}

/** Of this thread. */
function cpuMs(): number {
  const { user, system } = threadCpuUsage();
  return (user + system) / 1000;
}
