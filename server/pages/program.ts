import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { programHistoryPage } from '../../console/program-history.ts';
import { TrellisError } from '../../db/errors.ts';
import { listVersions } from '../../engine/runtime/sql/programs.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import { statusOf } from '../errors.ts';
import type { Installation } from '../installation.ts';
import { programTrackPages } from './program-tracks.ts';
import { formField, frameOf } from './session.ts';

const shown = 50;
const pageSchema = z.object({ before: z.coerce.number().int().min(1).optional() });

/** The tracks of the program with how leads go through them, and its history, where a rollback is proposed. */
export function programPages(installation: Installation): Hono<AppEnv> {
  const { db, engine, changes } = installation;
  const show = async (c: Context<AppEnv>, error?: TrellisError) => {
    const frame = await frameOf(c, installation);
    const { version, hash, program } = await engine.program();
    const versions = await listVersions(db, { ...pageSchema.parse(c.req.query()), limit: shown + 1 });
    const earlier = versions.length > shown ? versions[shown - 1]?.version : undefined;
    const view = {
      ...frame,
      versions: versions.slice(0, shown),
      active: { version, hash },
      tracks: Object.entries(program.tracks).map(([id, { title }]) => ({ id, title })),
      mayPropose: frame.person.role !== 'viewer',
      ...(earlier !== undefined && { earlier }),
      ...(error && { problem: error.message }),
    };
    return c.html(programHistoryPage(view), error ? statusOf(error) : 200);
  };
  return new Hono<AppEnv>()
    .get('/', (c) => show(c))
    .route('/tracks', programTrackPages(installation))
    .post('/rollback', async (c) => {
      const { person, via } = requireRole(c, 'marketer');
      const version = Number(await formField(c, 'version'));
      try {
        if (!Number.isInteger(version) || version < 1)
          throw new TrellisError('request.invalid', 'A version is a whole number.');
        const { id } = await changes.rollback({ version, author: person, via });
        return c.redirect(`/changes/${id}`, 303);
      } catch (error) {
        if (error instanceof TrellisError) return show(c, error);
        throw error;
      }
    });
}
