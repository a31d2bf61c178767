import { Hono } from 'hono';
import { type LibraryView, libraryPage } from '../../../console/library/list.ts';
import { type JourneyStage, journeyStages } from '../../../engine/program/schema.ts';
import { passagePath } from '../../../knowledge/grounding/passage-path.ts';
import { type ContentKind, contentKinds } from '../../../knowledge/items/item.ts';
import type { Hit, LibraryFilter } from '../../../knowledge/types.ts';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { frameOf } from '../session.ts';

const pageSize = 100;
const mostPassages = 30;

/** `/library`: items by their filters, or the best passages for words. */
export function libraryList(installation: Installation): Hono<AppEnv> {
  const { library, recentTaint } = installation;
  return new Hono<AppEnv>().get('/', async (c) => {
    const frame = await frameOf(c, installation);
    const asked = (name: string) => (c.req.query(name) ?? '').trim().slice(0, 300);
    const given = {
      q: asked('q'),
      stage: asked('stage'),
      kind: asked('kind'),
      industry: asked('industry'),
      state: asked('state'),
    };
    const where = filterOf(given);
    const hits = given.q === '' ? undefined : await library.search(given.q, { limit: mostPassages, where });
    const read = (hits ?? []).map(({ item }) => `content:${item.id}@${item.version}`);
    recentTaint.add(requireRole(c), [...new Set(read)]);
    const items = hits ? [] : await library.list(where, { after: asked('after'), limit: pageSize });
    const last = items.length === pageSize ? items.at(-1) : undefined;
    const next = last && `/library?${new URLSearchParams({ ...given, after: last.id })}`;
    const view: LibraryView = {
      ...frame,
      ...given,
      choices: { stages: journeyStages, kinds: contentKinds, industries: await library.industries() },
      items,
      ...(hits && { passages: hits.map(listedPassage) }),
      total: await library.count(),
      ...(next !== undefined && { next }),
    };
    return c.html(libraryPage(view));
  });
}

/** What is no choice of the form's is as if it had not been asked. */
function filterOf(given: { stage: string; kind: string; industry: string; state: string }): LibraryFilter {
  const stage = journeyStages.find((known) => known === given.stage) as JourneyStage | undefined;
  const kind = contentKinds.find((known) => known === given.kind) as ContentKind | undefined;
  return {
    ...(stage && { stage }),
    ...(kind && { kind }),
    ...(given.industry !== '' && { industry: given.industry }),
    ...((given.state === 'approved' || given.state === 'draft') && { approved: given.state === 'approved' }),
  };
}

function listedPassage({ item, passage }: Hit) {
  return {
    href: passagePath({ item: item.id, version: item.version, start: passage.start, end: passage.end }),
    title: item.title,
    kind: item.kind,
    heading: passage.heading,
    text: passage.text.replace(/\s+/g, ' ').slice(0, 400),
    approved: item.approved,
  };
}
