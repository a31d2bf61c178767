import { Hono } from 'hono';
import { type CitedPassage, itemCitations } from '../../../agent/sql/item-citations.ts';
import { itemPage, type ShownItem } from '../../../console/library/item.ts';
import { TrellisError } from '../../../db/errors.ts';
import { pinnedSteps } from '../../../engine/program/pins.ts';
import type { Program } from '../../../engine/program/schema.ts';
import { passagePath } from '../../../knowledge/grounding/passage-path.ts';
import { pageAt } from '../../../knowledge/index/analyse.ts';
import { splitBody } from '../../../knowledge/passages/split.ts';
import type { StoredItem } from '../../../knowledge/types.ts';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { frameOf } from '../session.ts';
import { factsOf } from './facts.ts';

/** `/library/ITEM`, the newest version or `?version=`; a passage has the anchor `#START-END`. */
export function itemPages(installation: Installation): Hono<AppEnv> {
  const { db, library, engine, recentTaint } = installation;
  return new Hono<AppEnv>().get('/:id', async (c) => {
    const principal = requireRole(c);
    const id = c.req.param('id');
    const asked = c.req.query('version');
    const versions = await library.versions(id);
    const item = versions.find(({ version }) => asked === undefined || String(version) === asked);
    if (!item) {
      const what = asked !== undefined && versions.length > 0 ? `version ${asked} of that item` : 'such item';
      throw new TrellisError('content.unknown', `The library has no ${what}: find it at /library.`);
    }
    recentTaint.add(principal, [`content:${item.id}@${item.version}`]);
    const { program } = await engine.program();
    const citations = await itemCitations(db, item.id);
    const pins = pinnedSteps(program).filter(({ content }) => content.item === id);
    const problems = (await library.problems(pins)).map(({ words }) => words);
    return c.html(
      itemPage({
        ...(await frameOf(c, installation)),
        item: { ...(await shownItem(item, versions, program, citations)), problems },
      }),
    );
  });
}

async function shownItem(
  item: StoredItem,
  versions: readonly StoredItem[],
  program: Program,
  citations: readonly CitedPassage[],
): Promise<Omit<ShownItem, 'problems'>> {
  const passages = await splitBody(item.body);
  return {
    ...item,
    facts: factsOf(item),
    versions,
    passages: passages.map((passage) => {
      const page = pageAt(item.pages, passage.start);
      return { ...passage, ...(page !== null && { page }) };
    }),
    uses: usesOf(item.id, program),
    cited: citations.map(({ version, start, end, answers, last }) => {
      const now = version === item.version && passages.find((passage) => passage.start === start);
      return {
        href: passagePath({ item: item.id, version, start, end }),
        place: now ? now.heading || 'Beginning' : `Version ${version}`,
        answers,
        last,
      };
    }),
  };
}

function usesOf(item: string, { tracks }: Program): ShownItem['uses'] {
  return Object.values(tracks).flatMap((track) =>
    track.steps.flatMap((step) =>
      step.kind === 'email' && step.content.item === item
        ? [{ track: track.title, step: step.title ?? step.id, version: step.content.version }]
        : [],
    ),
  );
}
