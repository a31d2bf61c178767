import { count, counted } from '../../../program/count-words.ts';
import { quote } from '../../../program/diff/words.ts';
import type { Plan } from '../types.ts';
import type { MigratedStep, PlanMigration } from './types.ts';

/** What becomes of the leads in flight, and what is cancelled with it; the same on every face. */
export function migrationWords({ migration, titles = {} }: Pick<Plan, 'migration' | 'titles'>): string[] {
  if (!migration) return [];
  const { leads, decided, steps, cancelled, sends, failing = 0 } = migration;
  const name = (track: string) => quote(titles[track] ?? track);
  const sampled = `Worked out for ${counted(decided, 'lead')} of ${count(leads)}, evenly chosen, and scaled up`;
  return [
    ...[...Map.groupBy(steps, ({ track }) => track)].flatMap(([track, of]) => trackWords(track, of, name)),
    ...cancelledWords(cancelled),
    ...(sends > 0 ? [`${counted(sends, 'email')} ${sends === 1 ? 'goes' : 'go'} out at once`] : []),
    ...(failing > 0 ? [`${counted(failing, 'lead')} cannot be decided for and would be parked`] : []),
    ...(decided < leads ? [sampled] : []),
  ];
}

/** Who stays is said by track, who does not by step. */
function trackWords(track: string, steps: readonly MigratedStep[], name: (id: string) => string): string[] {
  const kept = steps.reduce((sum, step) => sum + step.kept, 0);
  const stay = kept === 1 ? 'stays at its step' : 'stay at their step';
  return [
    ...(kept > 0 ? [`${name(track)}: ${counted(kept, 'lead')} ${stay}`] : []),
    ...steps.flatMap((step) => stepWords(step, name)),
  ];
}

function stepWords({ track, step, goesOn, moved, ended }: MigratedStep, name: (id: string) => string) {
  const parts = [
    ...(goesOn > 0 ? [`${count(goesOn)} ${goesOn === 1 ? 'goes' : 'go'} on at once`] : []),
    ...moved.map(({ to, leads }) => `${count(leads)} ${leads === 1 ? 'moves' : 'move'} to ${to}`),
    ...ended.map(
      ({ reason, leads }) => `${count(leads)} ${leads === 1 ? 'ends' : 'end'} (${endWords(reason, name)})`,
    ),
  ];
  return parts.length > 0 ? [`${name(track)} at ${step}: ${parts.join(', ')}`] : [];
}

/** Why a lead is on a track no more, in words. */
export function endWords(reason: string, name: (track: string) => string = quote): string {
  const place = reason.indexOf(':');
  const [kind, id] = place < 0 ? [reason, ''] : [reason.slice(0, place), reason.slice(place + 1)];
  switch (kind) {
    case 'removed':
      return 'no step is left for them';
    case 'goal':
      return 'the goal is reached';
    case 'exit':
      return `exit ${id}`;
    case 'replaced':
      return `${name(id)} takes its place`;
    default:
      return reason;
  }
}

function cancelledWords({ emails, held, delayed }: PlanMigration['cancelled']): string[] {
  const parts = [
    ...(emails > 0 ? [counted(emails, 'queued email')] : []),
    ...(held > 0 ? [counted(held, 'held step')] : []),
    ...(delayed > 0 ? [counted(delayed, 'delayed action')] : []),
  ];
  return parts.length > 0 ? [`Cancelled: ${parts.join(', ')}`] : [];
}
