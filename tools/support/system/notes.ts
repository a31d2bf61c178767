import type { Program } from '../../../engine/program/schema.ts';
import { audiencesOf, buyerRoles } from '../../../engine/program/templates/system/audiences.ts';
import { isSelfServe, isUsed, type SystemBrief } from '../../../engine/program/templates/system/brief.ts';
import { ELSEWHERE } from '../../../engine/program/templates/system/segments.ts';
import { trackTitle } from '../../../engine/program/templates/system/tracks.ts';
import type { Shortage } from './plan-tracks.ts';
import type { BriefGiven } from './read-brief.ts';

/** What was taken for granted where the brief was silent, so that somebody can object. */
export function assumptions(brief: SystemBrief, given: BriefGiven, program: Program): string[] {
  const audiences = audiencesOf(brief);
  const [first, second] = audiences;
  const besides = Object.keys(program.tracks).length > 0;
  return [
    ...(brief.audience === undefined && first?.id === 'all'
      ? ['It is for every lead: no audience and no size of company was named.']
      : []),
    ...(second && first && second.cycle !== first.cycle
      ? [
          `SMB decides faster: its tracks follow the ${second.cycle} cycle, those of enterprise the ${first.cycle} one.`,
        ]
      : []),
    ...(given.stages?.length ? [] : ['All five stages of the journey, since none was named.']),
    ...(brief.stages[0] === 'awareness'
      ? []
      : [`Leads get nothing of it before they have come to the ${brief.stages[0]} stage.`]),
    ...(brief.sources.length > 0 ? [] : ['No source of leads was named, so nothing is done by source.']),
    isSelfServe(brief)
      ? 'Nobody sells: no tasks for sales. A purchase arrives as the event deal_closed with won = true.'
      : 'Tasks go to the queue “sales”. Won and lost deals arrive as the event deal_closed.',
    'A lead moves on at 50 points (ready to weigh solutions) and at 75 (ready to decide), or by a sign of intent.',
    ...(besides
      ? [`Leads on a track of before enter when that has ended: see the segment ${brief.name}-${ELSEWHERE}.`]
      : []),
  ];
}

/** What the system cannot do until somebody provides it. */
export function missingParts(
  brief: SystemBrief,
  { shortages, program }: { shortages: readonly Shortage[]; program: Program },
): string[] {
  const sizes = audiencesOf(brief).flatMap(({ words }) => (words === '' ? [] : [words]));
  return [
    ...shortages
      .filter(({ found }) => found === 0)
      .map((one) =>
        one.role
          ? `Nothing in the library is made for ${buyerRoles[one.role]} at the ${one.stage} stage, so they get what all others get.`
          : `No approved content for the ${one.stage} stage${one.audience.words ? ` of ${one.audience.words}` : ''}: the track “${trackTitle(brief.product, one)}” is left out.`,
      ),
    ...(program.policies.sender
      ? []
      : ['No sender: emails name nobody until the policy sender says who they are from, and where.']),
    ...brief.sources
      .filter((source) => brief.sourceValues[source] === undefined)
      .map(
        (source) =>
          `No lead has come by ${source} so far: have the field source say “${source}” when they arrive.`,
      ),
    ...(sizes.length > 0
      ? [
          `Leads of companies of other sizes than ${sizes.join(' and ')}, or of unknown size, enter none of its tracks.`,
        ]
      : []),
    ...(isUsed(brief) ? ['Use of the product has to arrive as the event tool_use.'] : []),
    ...(brief.models.includes('subscription') ? ['Renewals have to arrive in the field renewal_date.'] : []),
    ...(brief.platform ? [platformWords[brief.platform]] : []),
  ];
}

const named = (platform: string) =>
  `${platform}: Trellis has no connector for it; its leads and events come in by the Segment protocol or as files.`;
const platformWords: Readonly<Record<NonNullable<SystemBrief['platform']>, string>> = {
  hubspot: named('HubSpot'),
  marketo: named('Marketo'),
  pardot: named('Pardot'),
  custom: 'The platform has to send leads and events by the Segment protocol, or as files.',
  'multi-platform':
    'Each platform has to send leads and events by the Segment protocol, or as files, under the same user ids.',
};
