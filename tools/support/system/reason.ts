import type { SystemBrief } from '../../../engine/program/templates/system/brief.ts';
import type { SystemGap } from './gaps.ts';
import type { showTracks } from './show-tracks.ts';

/** Gaps that whoever approves is shown one by one. */
const mostGaps = 10;

/** What the approver reads above the difference: the brief, the journey, what is sent, what was assumed and what is missing. */
export function reasonLines({
  brief,
  journey,
  tracks,
  gaps,
  kept,
  assumed,
  missing,
}: {
  brief: SystemBrief;
  journey: readonly { stage: string; about: string }[];
  tracks: ReturnType<typeof showTracks>;
  gaps: readonly SystemGap[];
  kept: readonly string[];
  assumed: readonly string[];
  missing: readonly string[];
}): string[] {
  const of = (stage: string) =>
    tracks
      .filter((track) => track.stage === stage)
      .map(
        ({ title, weeks, emails }) =>
          `“${title}” (${emails.length === 1 ? '1 email' : `${emails.length} emails`} in ${weeks} weeks)`,
      );
  const more = gaps.length - mostGaps;
  return [
    `A nurturing system for ${brief.product}: ${brief.models.join(', ')}; ${brief.cycle} sales cycle${brief.sources.length > 0 ? `; leads by ${brief.sources.join(', ')}` : ''}.`,
    ...journey.map(({ stage, about }) => `${stage}: ${about}. ${of(stage).join('; ') || 'No track.'}`),
    ...assumed.map((words) => `Assumed: ${words}`),
    ...kept.map((words) => `Kept: ${words}`),
    ...missing.map((words) => `Missing: ${words}`),
    ...gaps.slice(0, mostGaps).map((gap) => `To write: ${gapWords(gap)}`),
    ...(more > 0 ? [`To write: ${more} more.`] : []),
  ];
}

/** `SMB consideration, case study: a company alike …`. */
export function gapWords({ audience, stage, kind, topic }: SystemGap): string {
  return `${audience} ${stage}, ${kind.replaceAll('-', ' ').replace(/^roi\b/, 'ROI')}: ${topic}`;
}
