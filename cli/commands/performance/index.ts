import type { Command } from 'commander';
import type { Session } from '../../session.ts';
import { addAttribution } from './attribution.ts';
import { addFacts } from './facts.ts';
import { addTracks } from './tracks.ts';

/** `trellis performance`: how nurturing did. */
export function addPerformance(program: Command, session: Session): void {
  const performance = program.command('performance').description('how a track, or every track, did');
  addTracks(performance, session);
  addFacts(performance, session);
  addAttribution(performance, session);
}
