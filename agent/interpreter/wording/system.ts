import type { z } from 'zod';
import type { buildSystem } from '../../../tools/build-system.ts';
import { gapWords } from '../../../tools/support/system/reason.ts';
import { plural } from './figures.ts';

/** A system that was just proposed: what it is made of, not its difference, which is a page of its own. */
export function systemWords(built: z.output<typeof buildSystem.output>): string {
  const { change, journey, tracks, segments, triggers, scoring, gaps, more_gaps: more } = built;
  const head = change.already_open
    ? `The same system is proposed already: ${change.title}, by ${change.author} on ${change.created_at.slice(0, 10)}. I have filed nothing new, and nothing is in force until a person approves it.`
    : `I have proposed a change: ${change.title}. Nothing is in force until a person approves it.`;
  const parts = [
    plural(segments.length, 'segment'),
    plural(tracks.length, 'track'),
    plural(triggers.length, 'trigger'),
    plural(scoring.length, 'scoring rule'),
  ];
  const trackWords = (id: string) => {
    const track = tracks.find((one) => one.id === id);
    return track
      ? `${track.title} (${plural(track.emails.length, 'email')} in ${plural(track.weeks, 'week')})`
      : id;
  };
  return [
    head,
    `It has ${parts.join(', ')}.`,
    section(
      'The journey',
      journey.map(
        ({ stage, about, tracks: of }) =>
          `${stage}: ${about}. ${of.map(trackWords).join('; ') || 'No track'}`,
      ),
    ),
    section(
      'Who is affected',
      change.sections.find(({ heading }) => heading.startsWith('Who is affected'))?.lines,
    ),
    section('Missing', built.missing),
    section('Content to write', [...gaps.map(gapWords), ...(more > 0 ? [`and ${more} more`] : [])]),
    section('Assumed', built.assumed),
    section('Kept as it is', built.kept),
    `Risk: ${change.risk}. Every part of it, and approval: ${change.url}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function section(heading: string, lines: readonly string[] = []): string {
  return lines.length === 0 ? '' : `${heading}:\n${lines.map((line) => `- ${line}`).join('\n')}`;
}
