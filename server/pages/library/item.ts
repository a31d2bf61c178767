import { Hono } from 'hono';
import { itemPage, type ShownItem } from '../../../console/library/item.ts';
import { TrellisError } from '../../../db/errors.ts';
import type { Program } from '../../../engine/program/schema.ts';
import { splitBody } from '../../../knowledge/passages/split.ts';
import type { StoredItem } from '../../../knowledge/types.ts';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { frameOf } from '../session.ts';
import { factsOf } from './facts.ts';

/** `/library/ITEM`, the newest version or `?version=`; a passage has the anchor `#START-END`. */
export function itemPages(installation: Installation): Hono<AppEnv> {
  const { library, engine, recentTaint } = installation;
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
    return c.html(
      itemPage({ ...(await frameOf(c, installation)), item: await shownItem(item, versions, program) }),
    );
  });
}

async function shownItem(
  item: StoredItem,
  versions: readonly StoredItem[],
  program: Program,
): Promise<ShownItem> {
  return {
    ...item,
    facts: factsOf(item),
    versions,
    passages: await splitBody(item.body),
    uses: usesOf(item.id, program),
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
