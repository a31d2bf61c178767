import type { z } from 'zod';
import type { trackOutput } from '../../../tools/support/program/track-in-full.ts';
import { plural } from './figures.ts';

export function trackWords(track: z.output<typeof trackOutput>, version: number): string {
  const steps = track.steps.map((step) => {
    const content = step.content ? `: ${step.content.title}` : '';
    const does = step.kind === 'email' ? `email${content}` : step.does;
    return `- ${step.timing ?? `day ${step.day}`}: ${does}${step.leads > 0 ? ` (${plural(step.leads, 'lead')} here)` : ''}`;
  });
  return [
    `${track.title} (${track.id}): ${track.stage} track of program version ${version}${track.halted ? ', halted' : ''}.${track.objective ? ` ${track.objective}` : ''}`,
    [
      `Enters: ${track.entry ?? 'only by enrolment'}`,
      ...(track.enrolled_by.length > 0 ? [`Enrolled by: ${track.enrolled_by.join('; ')}`] : []),
      ...(track.goal ? [`Goal: ${track.goal}`] : []),
      ...track.exits.map(({ id, when }) => `Exit ${id}: ${when}`),
      `On it now: ${plural(track.active, 'lead')}`,
      ...track.content_problems.map((words) => `Look at this: ${words}`),
    ].join('\n'),
    `Steps:\n${steps.join('\n')}`,
  ].join('\n\n');
}
