import type { z } from 'zod';
import type { showProgram } from '../../../tools/show-program.ts';
import type { Only } from '../requests.ts';
import { plural } from './figures.ts';
import { instantWords } from './instants.ts';
import { trackWords } from './track.ts';

type Output = z.output<typeof showProgram.output>;

/** Only what a question was about. */
export function partWords(output: Output, only: Exclude<Only, { metrics: unknown }>): string {
  if ('policies' in only) return policyWords(output, only.policies);
  return 'halts' in only ? haltsWords(output, only.halts) : scoringWords(output, only.scoring);
}

function policyWords({ policies = [] }: Output, ids: readonly string[]): string {
  const lines = policies.filter(({ id }) => ids.includes(id)).map(policyLine);
  return `In force now:\n${lines.map((line) => `- ${line}`).join('\n')}`;
}

function policyLine({ id, says }: NonNullable<Output['policies']>[number]): string {
  const anyDay = id === 'sendWindow' && says.startsWith('there is no');
  return anyDay ? `${says}: emails go out on all days, weekends too` : says;
}

function haltsWords({ halts, tracks = [] }: Output, asked: readonly string[]): string {
  const titleOf = (id: string) =>
    id === '*' ? 'all sending' : (tracks.find((track) => track.id === id)?.title ?? id);
  const stands = ({ target, reason, since }: Output['halts'][number]) =>
    `${titleOf(target)} since ${instantWords(since)} (${reason})`;
  const all = halts.length === 0 ? 'Nothing is halted now.' : `Halted now: ${halts.map(stands).join(', ')}.`;
  const free = asked.filter((id) => !halts.some(({ target }) => target === '*' || target === id));
  return [
    ...free.map((id) => `${titleOf(id)} is not halted.`),
    ...(free.length > 0 && halts.length === 0 ? [] : [all]),
  ].join(' ');
}

function scoringWords({ scoring }: Output, ids: readonly string[]): string {
  const rules = (scoring?.rules ?? []).filter(({ id }) => ids.includes(id)).map(ruleLine);
  const thresholds = (scoring?.thresholds ?? []).filter(({ id }) => ids.includes(id)).map(thresholdLine);
  const lines = [...rules, ...thresholds];
  if (lines.length === 0)
    return 'No scoring rule is for that now. “List scoring rules” shows those there are.';
  return `In force now:\n${lines.map((line) => `- ${line}`).join('\n')}`;
}

type Scoring = NonNullable<Output['scoring']>;

function ruleLine({ title, points, when, cap, model }: Scoring['rules'][number]): string {
  return `${points >= 0 ? '+' : ''}${points}${model ? ` ${model}` : ''} ${title}: ${when}${cap ? ` (at most ${cap})` : ''}`;
}

function thresholdLine({ title, model, at, below, actions, down }: Scoring['thresholds'][number]): string {
  const up = `${title} at ${at}${model ? ` ${model}` : ''}: ${actions.join('; ')}`;
  return down ? `${up}; under ${below ?? at}: ${down.join('; ')}` : up;
}

export function programWords(output: Output): string {
  if (output.track) return trackWords(output.track, output.version);
  const { tracks, segments, scoring, triggers, policies, vocabulary, halted } = output;
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
          `${track.title}: ${track.stage}, ${plural(track.emails, 'email')} over ${track.waits ? 'at least ' : ''}${plural(track.days, 'day')}; ${track.entry ? `enters: ${track.entry}` : 'entered only by enrolment'}`,
      ),
    );
  }
  if (segments)
    section(
      'Segments',
      segments.map(({ title, when }) => `${title}: ${when}`),
    );
  if (scoring) {
    section('Scoring rules', scoring.rules.map(ruleLine));
    if (scoring.fit)
      section(
        'Fit',
        scoring.fit.map(
          ({ title, points, model, when }) =>
            `${points >= 0 ? '+' : ''}${points} ${model} ${title}: while ${when}`,
        ),
      );
    if (scoring.models)
      section(
        'Scores',
        scoring.models.map(({ id, title, decay }) => `${id}: ${title}${decay ? `, loses ${decay}` : ''}`),
      );
    section('Thresholds', scoring.thresholds.map(thresholdLine));
  }
  if (triggers)
    section(
      'Triggers',
      triggers.map(
        ({ title, when, after, at, once, actions }) =>
          `${title}: when ${when}${after ? `, after ${after}` : ''}${at ? ', right before the next marketing email' : ''}${once ? (once === 'ever' ? ', once' : `, once a ${once}`) : ''}: ${actions.join('; ')}`,
      ),
    );
  if (policies) section('Policies', policies.map(policyLine));
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
