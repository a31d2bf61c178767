import type { z } from 'zod';
import type { listProgram } from '../../../tools/list-program.ts';
import { plural } from './figures.ts';

type Output = z.output<typeof listProgram.output>;

export function programWords(output: Output): string {
  const { tracks, segments, scoring, triggers, vocabulary, halted } = output;
  const parts = [`Program version ${output.version}.`];
  if (halted.length > 0)
    parts.push(`Halted: ${halted.map((target) => (target === '*' ? 'all sending' : target)).join(', ')}.`);
  const section = (title: string, lines: readonly string[]) =>
    parts.push(
      `${title} (${lines.length}):\n${lines.length > 0 ? lines.map((line) => `- ${line}`).join('\n') : '- none'}`,
    );
  if (tracks) {
    section(
      'Tracks',
      tracks.map(
        (track) =>
          `${track.title}: ${track.stage}, ${plural(track.emails, 'email')} over ${plural(track.days, 'day')}; ${track.entry ? `enters: ${track.entry}` : 'entered only by enrolment'}`,
      ),
    );
  }
  if (segments)
    section(
      'Segments',
      segments.map(({ title, when }) => `${title}: ${when}`),
    );
  if (scoring) {
    section(
      'Scoring rules',
      scoring.rules.map(
        ({ title, points, when, cap }) =>
          `${points >= 0 ? '+' : ''}${points} ${title}: ${when}${cap ? ` (at most ${cap})` : ''}`,
      ),
    );
    section(
      'Thresholds',
      scoring.thresholds.map(({ title, at, actions }) => `${title} at ${at}: ${actions.join('; ')}`),
    );
  }
  if (triggers)
    section(
      'Triggers',
      triggers.map(
        ({ title, when, after, actions }) =>
          `${title}: when ${when}${after ? `, after ${after}` : ''}: ${actions.join('; ')}`,
      ),
    );
  if (vocabulary) {
    section(
      'Fields',
      vocabulary.fields.map(
        ({ name, type, values }) => `${name} (${type})${values ? `: ${values.slice(0, 12).join(', ')}` : ''}`,
      ),
    );
    section(
      'Events',
      vocabulary.events.map(
        ({ name, properties }) => `${name}${properties.length > 0 ? `: ${properties.join(', ')}` : ''}`,
      ),
    );
  }
  return parts.join('\n\n');
}
