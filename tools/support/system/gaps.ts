import { audiencesOf, buyerRoles } from '../../../engine/program/templates/system/audiences.ts';
import type { SystemBrief } from '../../../engine/program/templates/system/brief.ts';
import { emailTopics, kindTopics, topicFor } from '../../../engine/program/templates/system/content-needs.ts';
import { trackId } from '../../../engine/program/templates/system/tracks.ts';
import { coverage } from '../../../knowledge/recommend/coverage.ts';
import type { FilledTracks, Shortage } from './plan-tracks.ts';

/** Something to write: nothing of it is invented, only named. */
export interface SystemGap {
  /** `enterprise`, `SMB`, or `everybody`. */
  audience: string;
  stage: string;
  kind: string;
  /** Of several emails of one track, one after the other. */
  topic: string;
  /** The track that would send it. */
  track?: string;
}

/**
 * What the library lacks for the system: first the emails that its tracks were to have, then the kinds of content that a
 * stage should have for somebody and has not, the strongest first. What is missing for every audience is said once.
 */
export function systemGaps(
  brief: SystemBrief,
  { shortages, facets, shelf }: Pick<FilledTracks, 'shortages' | 'facets' | 'shelf'>,
  now: number,
): SystemGap[] {
  const audiences = audiencesOf(brief);
  const groups = audiences.map(({ id, words }) => ({
    id,
    title: words || 'everybody',
    audience: facets.get(id) ?? nobody,
    leads: {},
  }));
  const cells = coverage(shelf, { groups, everybody: {}, now }).groups.flatMap(({ title, cells: of }) =>
    of.flatMap(({ stage, kind, gap }) =>
      gap && kind !== 'email' && brief.stages.includes(stage) ? [{ audience: title, stage, kind }] : [],
    ),
  );
  const ofKinds = [...Map.groupBy(cells, ({ stage, kind }) => `${stage} ${kind}`).values()].flatMap(
    (alike) =>
      alike.length === audiences.length && alike[0]
        ? [{ ...alike[0], audience: audiences.length > 1 ? 'everybody' : alike[0].audience }]
        : alike,
  );
  return [
    ...shortages.map((one) => missingEmails(brief, one)),
    ...ofKinds
      .sort(
        (a, b) =>
          urgency(a.kind) - urgency(b.kind) || brief.stages.indexOf(a.stage) - brief.stages.indexOf(b.stage),
      )
      .map(({ audience, stage, kind }) => ({
        audience,
        stage,
        kind,
        topic: topicFor(kindTopics[stage][kind] ?? stage, brief.product),
      })),
  ];
}

/** What engages most, and has most leads move on; the general report comes long after. */
const strongest = ['roi-calculator', 'case-study', 'guide', 'comparison'];

function urgency(kind: string): number {
  const place = strongest.indexOf(kind);
  return place < 0 ? strongest.length : place;
}

const nobody = { industries: [], companySizes: [], roles: [], regions: [] };

/** All that one track lacks, as one thing to write. */
function missingEmails(brief: SystemBrief, shortage: Shortage): SystemGap {
  const { audience, stage, role, wanted, found } = shortage;
  const who = audience.words || 'everybody';
  const topics = emailTopics[stage].slice(found, wanted);
  return {
    audience: role ? `${who}, ${buyerRoles[role]}` : who,
    stage,
    kind: 'email',
    topic: topicFor(topics.join('; '), brief.product),
    track: trackId(brief.name, shortage),
  };
}
