import type { Command } from 'commander';
import type { Session } from '../../session.ts';
import { addDecide } from './decide.ts';
import { addList } from './list.ts';
import { addPlan } from './plan.ts';
import { addShow } from './show.ts';

/** `trellis experiments list|show|plan|decide`. */
export function addExperiments(program: Command, session: Session): void {
  const experiments = program.command('experiments').description('what is tried out, and what came of it');
  addList(experiments, session);
  addShow(experiments, session);
  addPlan(experiments, session);
  addDecide(experiments, session);
}
