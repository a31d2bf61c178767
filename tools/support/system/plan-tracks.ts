import type { Condition } from '../../../engine/program/condition/ast.ts';
import type { JourneyStage } from '../../../engine/program/schema.ts';
import {
  audiencesOf,
  type BuyerRole,
  rolesAt,
  type SystemAudience,
} from '../../../engine/program/templates/system/audiences.ts';
import type { SystemBrief } from '../../../engine/program/templates/system/brief.ts';
import { journeyStory } from '../../../engine/program/templates/system/journey.ts';
import { paces } from '../../../engine/program/templates/system/pace.ts';
import type { PlannedTrack } from '../../../engine/program/templates/system/tracks.ts';
import type { ActiveProgram } from '../../../engine/runtime/types.ts';
import type { Audience } from '../../../knowledge/recommend/audience.ts';
import type { ContentFigures } from '../../../knowledge/recommend/evidence.ts';
import type { ShelfItem } from '../../../knowledge/recommend/shelf.ts';
import type { ToolContext } from '../../tool.ts';
import { audienceOf } from '../audience.ts';
import { chooseContent } from '../choose-content.ts';
import { segmentConditions } from '../conditions.ts';
import { figuresFor } from '../content/recommend-for.ts';
import { pinnedElsewhere } from '../pinned-elsewhere.ts';

/** A track with what its emails are, for people to read. */
export interface FilledTrack extends PlannedTrack {
  emails: readonly (PlannedTrack['emails'][number] & { kind: string })[];
}

/** A track that was to be: how many emails it was to have, and has. */
export interface Shortage {
  audience: SystemAudience;
  stage: JourneyStage;
  role?: BuyerRole;
  wanted: number;
  found: number;
}

export interface FilledTracks {
  tracks: FilledTrack[];
  /** Tracks with too little, or with nothing, which are left out. */
  shortages: Shortage[];
  /** Whom content is for, by audience. */
  facets: Map<SystemAudience['id'], Audience>;
  /** The library it was chosen from. */
  shelf: readonly ShelfItem[];
}

/**
 * The tracks of a system with approved content of the library: for each audience and stage, and for the roles of a
 * committee where something is made for them. Nobody gets an item twice on the way from one stage to the next. Invents nothing.
 */
export async function planTracks(
  context: ToolContext,
  active: ActiveProgram,
  brief: SystemBrief,
): Promise<FilledTracks> {
  const shelf = await context.services.library.shelf();
  const filled: FilledTracks = { tracks: [], shortages: [], facets: new Map(), shelf };
  for (const audience of audiencesOf(brief)) {
    const condition = conditionOf(brief, audience);
    const asked = condition ? audienceOf(condition, segmentConditions(active)) : noFacets;
    const figures = await figuresFor(context, active, { condition });
    const of = { asked, condition, figures, shelf };
    filled.facets.set(audience.id, asked);
    const had = new Set<string>();
    for (const stage of brief.stages) {
      context.watch?.signal?.throwIfAborted();
      context.watch?.progress?.(`Choosing content for the stage ${journeyStory[stage].title}`);
      const sent = new Set<string>();
      for (const role of [...rolesAt(brief, audience, stage), undefined]) {
        const { days } = paces[audience.cycle][stage];
        const items = await itemsFor(context, active, { ...of, stage, role, had, count: days.length });
        const isForThem = role === undefined || items.some(({ roles }) => roles.includes(role));
        const found = isForThem ? items.length : 0;
        const place = { audience, stage, ...(role && { role }) };
        if (found < days.length) filled.shortages.push({ ...place, wanted: days.length, found });
        if (found === 0) continue;
        const emails: FilledTrack['emails'][number][] = [];
        for (const [n, { id, version, title, kind }] of items.entries()) {
          const content = await context.services.library.pin(id, version);
          emails.push({ day: days[n] as number, title, kind, content });
          sent.add(id);
        }
        filled.tracks.push({ ...place, emails });
      }
      for (const item of sent) had.add(item);
    }
  }
  return filled;
}

const noFacets = {
  industries: [],
  companySizes: [],
  roles: [],
  regions: [],
  languages: [],
  stages: [],
} satisfies ReturnType<typeof audienceOf>;

function conditionOf(brief: SystemBrief, { id }: SystemAudience): Condition | undefined {
  const size: Condition | undefined =
    id === 'all' ? undefined : { op: 'field', field: 'company_size', is: '=', value: id };
  return size && brief.audience ? { op: 'and', of: [size, brief.audience] } : (size ?? brief.audience);
}

function itemsFor(
  context: ToolContext,
  active: ActiveProgram,
  asked: {
    stage: JourneyStage;
    role: BuyerRole | undefined;
    asked: ReturnType<typeof audienceOf>;
    condition: Condition | undefined;
    figures: readonly ContentFigures[];
    shelf: readonly ShelfItem[];
    had: ReadonlySet<string>;
    count: number;
  },
): Promise<ShelfItem[]> {
  const { stage, role, condition, figures, shelf, count } = asked;
  const { languages, ...facets } = asked.asked;
  return chooseContent(context, active, {
    stage,
    audience: role ? { ...facets, roles: [role] } : facets,
    ...(languages.length === 1 && { language: languages[0] }),
    condition,
    figures,
    shelf,
    count,
    except: [...asked.had],
    last: pinnedElsewhere(active.program, stage),
  });
}
