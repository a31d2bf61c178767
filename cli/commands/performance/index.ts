import type { Command } from 'commander';
import type { Session } from '../../session.ts';
import { addAttribution } from './attribution.ts';
import { addFacts } from './facts.ts';
import { addLeads } from './leads.ts';
import { addShow } from './show.ts';

/** `trellis performance`: how nurturing did. */
export function addPerformance(program: Command, session: Session): void {
  const performance = program
    .command('performance')
    .description('how nurturing did in a period, and the leads behind each figure');
  addShow(performance, session);
  addLeads(performance, session);
  addFacts(performance, session);
  addAttribution(performance, session);
}
