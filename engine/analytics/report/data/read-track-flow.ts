import type { Queryable } from '../../../../db/connection.ts';
import type { Step, Track } from '../../../program/schema.ts';
import type { TrackFlowData } from '../../charts/track-flow/track-flow-data.ts';
import type { Scope } from '../../metrics/scope.ts';
import { countPassages } from './sql/count-passages.ts';
import { trackFlow } from './track-flow.ts';

/** How those went through a track, by its id and as the program in force has it, whose enrolment began in the period. */
export async function readTrackFlow(
  db: Queryable,
  scope: Scope,
  { id, track, titles }: { id: string; track: Track; titles: ReadonlyMap<string, string> },
): Promise<TrackFlowData> {
  return trackFlow(track, await countPassages(db, scope, id), {
    title: `How leads went through “${track.title}”`,
    titleOf: (step) => step.title ?? stepTitle(step, titles),
  });
}

/** A step that has no title of its own. */
function stepTitle(step: Step, contentTitles: ReadonlyMap<string, string>): string {
  switch (step.kind) {
    case 'email':
      return contentTitles.get(step.content.item) ?? step.content.item;
    case 'wait':
      return step.for ?? (step.untilDay === undefined ? 'until its time' : `until day ${step.untilDay}`);
    case 'wait-for':
      return `${step.when}, within ${step.within}`;
    case 'branch':
      return step.cases.map(({ when }) => when).join(', ');
    case 'split':
      return step.arms.map(({ id }) => id).join(' or ');
    case 'action':
      return step.action.do.replaceAll('-', ' ');
    case 'exit':
      return step.reason;
  }
}
