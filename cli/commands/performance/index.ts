import type { Command } from 'commander';
import type { Session } from '../../session.ts';
import { addFacts } from './facts.ts';
import { addTracks } from './tracks.ts';

/** `trellis performance`: how nurturing did. */
export function addPerformance(program: Command, session: Session): void {
  const performance = program
    .command('performance')
    .description('how a track, or every track, did')
    // Its own options have the names of those of the commands below it: each belongs to the one it follows.
    .enablePositionalOptions();
  addTracks(performance, session);
  addFacts(performance, session);
}
