import type { ContentPort } from '../../../engine/analytics/opportunities/remedy.ts';
import { pinnedSteps } from '../../../engine/program/pins.ts';
import type { ActiveProgram } from '../../../engine/runtime/types.ts';
import { recommend } from '../../../knowledge/recommend/recommend.ts';
import type { ToolContext } from '../../tool.ts';
import { audienceOf } from '../audience.ts';
import { segmentConditions } from '../conditions.ts';
import { showEvidence } from '../content/evidence-words.ts';
import { figuresFor } from '../content/recommend-for.ts';

const everybody = { industries: [], companySizes: [], roles: [], regions: [] };
/** As usual, where nothing is known of an item. */
const usual = 0.5;
/** Best first; further down nothing is much better. */
const mostLookedAt = 10;

/**
 * What the library has to send instead, as it is recommended for a track: nothing that is known to do worse than usual,
 * and nothing that any track sends, as leads pass from one to the next and would get it twice.
 */
export function libraryPort(
  context: Pick<ToolContext, 'services' | 'now'>,
  active: ActiveProgram,
): ContentPort {
  const { library } = context.services;
  // Asked once: it reads the emails of half a year.
  let known: ReturnType<typeof figuresFor> | undefined;
  return {
    async contentFor({ stage, track, except, count }) {
      const sent = pinnedSteps(active.program).map(({ content }) => content.item);
      known ??= figuresFor(context, active, {});
      const entry = active.compiled.tracks.find(({ id }) => id === track)?.entry;
      const { languages, stages, ...audience } = entry
        ? audienceOf(entry, segmentConditions(active))
        : { ...everybody, languages: [], stages: [] };
      const [language] = languages;
      const { recommended } = recommend(await library.shelf(), {
        audience,
        mixed: false,
        ...(languages.length === 1 && language !== undefined && { language }),
        stage,
        strictStage: true,
        regulated: false,
        had: new Set([...except, ...sent]),
        emailsFirst: true,
        count: mostLookedAt,
        interests: new Map(),
        figures: await known,
        now: context.now,
      });
      return Promise.all(
        recommended
          .filter(({ evidence }) => evidence.worked >= usual)
          .slice(0, count)
          .map(async ({ item, evidence }) => ({
            content: await library.pin(item.id, item.version),
            title: item.title,
            words: showEvidence(evidence, 'all leads').words,
            isKnown: evidence.everywhere.sent + evidence.everywhere.taken > 0,
          })),
      );
    },
  };
}
