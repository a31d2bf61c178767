import { Hono } from 'hono';
import { TrellisError } from '../../db/errors.ts';
import { trackDiagram } from '../../engine/program/diagram/track-diagram.ts';
import { findTrack } from '../../tools/support/tracks.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { fileTitle, programFiles } from '../program-files.ts';

/**
 * The program in force as files: `GET /api/program/files` names them, `/files/PATH` is one as YAML, and
 * `/diagrams/TRACK` is a track as a Mermaid diagram.
 */
export function programFileRoutes({ engine }: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/files', async (c) => {
      requireRole(c);
      const active = await engine.program();
      const { version, hash, program } = active;
      const files = Object.keys(programFiles(active));
      return c.json({
        version,
        hash,
        files: files.map((path) => ({ path, title: fileTitle(program, path) })),
      });
    })
    .get('/files/:path{.+}', async (c) => {
      requireRole(c);
      const active = await engine.program();
      const path = c.req.param('path');
      const files = programFiles(active);
      const text = Object.hasOwn(files, path) ? files[path] : undefined;
      if (text === undefined) {
        throw new TrellisError(
          'file.unknown',
          `The program in force has no ${path}; the list of resources, and GET /api/program/files, name its files.`,
        );
      }
      return c.json({ version: active.version, hash: active.hash, path, text });
    })
    .get('/diagrams/:track', async (c) => {
      requireRole(c);
      const { version, hash, program } = await engine.program();
      const { id, track } = findTrack(program, c.req.param('track'));
      return c.json({ version, hash, track: id, text: trackDiagram(program, track) });
    });
}
