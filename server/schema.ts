import { Hono } from 'hono';
import { TrellisError } from '../db/errors.ts';
import { fileSchemas } from '../engine/program/files/file-schemas.ts';
import { answerError } from './errors.ts';

/** `GET /schema/tracks.json`: the JSON Schemas of program files, for editors. They say nothing of this installation. */
export function schemaRoutes(): Hono {
  let schemas: Record<string, object> | undefined;
  return new Hono().get('/:file', (c) => {
    const name = /^([a-zA-Z]+)\.json$/.exec(c.req.param('file'))?.[1] ?? '';
    schemas ??= fileSchemas();
    const all = schemas;
    if (!Object.hasOwn(all, name)) {
      const names = Object.keys(all).map((known) => `/schema/${known}.json`);
      return answerError(
        c,
        new TrellisError('schema.unknown', `There is no such schema; there are ${names.join(', ')}.`),
      );
    }
    return c.json(all[name] ?? {}, 200, {
      'content-type': 'application/schema+json',
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=3600',
    });
  });
}
