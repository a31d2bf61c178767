import type { Program, Step, Track } from '../../program/schema.ts';
import type { SentEmail } from './data.ts';

export type EmailStep = Extract<Step, { kind: 'email' }>;

export interface StepInForce {
  id: string;
  /** As edits write it. */
  path: string;
  trackId: string;
  track: Track;
  step: EmailStep;
  /** `“Welcome”, email 2`. */
  title: string;
}

/** The email steps of a program, in the order of their tracks. */
export function emailSteps(program: Program): StepInForce[] {
  return Object.entries(program.tracks).flatMap(([trackId, track]) =>
    track.steps
      .filter((step) => step.kind === 'email')
      .map((step, n) => ({
        id: step.id,
        path: `tracks/${trackId}/steps/${step.id}`,
        trackId,
        track,
        step,
        title: `“${track.title}”, email ${n + 1}`,
      })),
  );
}

/** Emails of steps that the program in force still has, with what it still sends there; by track and step. */
export function emailsInForce(program: Program, emails: readonly SentEmail[]): SentEmail[] {
  const items = new Map(
    emailSteps(program).map(({ trackId, step }) => [`${trackId}/${step.id}`, step.content.item]),
  );
  return emails.filter(({ track, step, item }) => items.get(`${track}/${step}`) === item);
}
