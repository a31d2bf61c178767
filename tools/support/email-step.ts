import { TrellisError } from '../../db/errors.ts';
import { scheduleOf } from '../../engine/program/schedule.ts';
import type { Step, Track } from '../../engine/program/schema.ts';

export interface EmailStep {
  step: Extract<Step, { kind: 'email' }>;
  /** Which it is of the track's emails, from 1. */
  email: number;
}

/** The emails of a track, in their order. */
export function emailSteps(track: Track): EmailStep[] {
  return scheduleOf(track).flatMap(({ place, email }) => {
    const step = track.steps[place];
    return step?.kind === 'email' && email !== undefined ? [{ step, email }] : [];
  });
}

/** By the step's id, by its number among the track's emails (`3`, `email 3`), or by its title. Throws `step.unknown`. */
export function findEmailStep(track: Track, said: string): EmailStep {
  const emails = emailSteps(track);
  const wanted = said.trim().toLowerCase();
  const number = Number(/^(?:e-?mail )?#?(\d{1,3})$/.exec(wanted)?.[1]);
  const found =
    emails.find(({ step }) => step.id === wanted) ??
    emails.find(({ email }) => email === number) ??
    emails.find(({ step }) => step.title?.toLowerCase() === wanted);
  if (found) return found;
  const list = emails.map(({ step, email }) => `${email} (${step.id})`).join(', ');
  throw new TrellisError(
    'step.unknown',
    `“${track.title}” has no such email; it has ${list === '' ? 'none' : `emails ${list}`}.`,
  );
}
