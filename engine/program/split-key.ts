import type { Step } from './schema.ts';

/** What a lead's arm is remembered by: the experiment, or track and step where the split names none. */
export function splitKey(track: string, { id, experiment }: Extract<Step, { kind: 'split' }>): string {
  return experiment ?? `${track}/${id}`;
}
