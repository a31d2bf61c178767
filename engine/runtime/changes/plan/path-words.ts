import { quote } from '../../../program/diff/words.ts';
import type { PathStep, PlanBacktest } from './plan-backtest.ts';

type SamplePath = NonNullable<PlanBacktest['paths']>[number];

/** How one lead's way changes: what would happen from where the paths part, and what does without the change. */
export function pathWords({ lead, base, proposed }: SamplePath): string {
  return `Lead ${lead.slice(0, 8)}: ${stepsWords(proposed)}; without the change: ${stepsWords(base)}`;
}

function stepsWords(steps: readonly PathStep[]): string {
  return steps.length === 0 ? 'nothing more' : steps.map(stepWords).join(', ');
}

/** `2026-05-03 email email-2 of “Welcome”`. */
function stepWords({ at, did, what, title, detail }: PathStep): string {
  const day = new Date(at).toISOString().slice(0, 10);
  const name = title === undefined ? what : quote(title);
  switch (did) {
    case 'email':
      return `${day} email ${detail} of ${name}`;
    case 'enrol':
      return `${day} enters ${name}`;
    case 'end':
      return `${day} leaves ${name} (${(detail ?? '').replace(':', ' ')})`;
    case 'journey':
    case 'lifecycle':
      return `${day} becomes ${did === 'lifecycle' && what.length === 3 ? what.toUpperCase() : what}`;
    case 'task':
      return `${day} a task for ${name}`;
    case 'notify':
      return `${day} a notice to ${name}`;
    default:
      return `${day} ${did} ${name}`;
  }
}
