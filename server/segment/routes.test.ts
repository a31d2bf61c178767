import { Hono } from 'hono';
import { expect, it } from 'vitest';
import type { TrellisError } from '../../db/errors.ts';
import type { IncomingEvent } from '../../engine/runtime/types.ts';
import type { AppEnv } from '../auth/principal.ts';
import { answerError } from '../errors.ts';
import type { Installation } from '../installation.ts';
import { segmentRoutes } from './routes.ts';

it('a record that the database refuses is answered with its path, not with success', async () => {
  // No record of the protocol is known that the engine lets through and the database does not: it is played here.
  const ingest = async (events: IncomingEvent[]) => ({
    accepted: events.length - 1,
    duplicates: 0,
    pending: 0,
    parked: 0,
    refused: [{ messageId: 'b', reason: 'index row size 2904 exceeds maximum 2704' }],
  });
  const installation = {
    db: { query: async () => [{ source: 'web' }] },
    engine: { ingest },
    clock: () => 1_767_614_400_000,
  } as unknown as Installation;
  const app = new Hono<AppEnv>().route('/v1', segmentRoutes(installation));
  app.onError((error, c) => answerError(c, error as TrellisError));
  const post = (path: string, body: unknown) =>
    app.request(path, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('key:')}` },
      body: JSON.stringify(body),
    });

  const record = (messageId: string) => ({ type: 'track', userId: 'u', event: 'Tool Used', messageId });
  const response = await post('/v1/batch', { batch: ['a', 'b', 'c'].map(record) });
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({
    error: {
      code: 'segment.refused',
      message: '1 of 3 records cannot be stored, the others were taken: mend them and send them again.',
      mender: 'user',
      faults: [{ path: 'batch/1', message: 'cannot be stored: index row size 2904 exceeds maximum 2704' }],
    },
  });
  expect((await post('/v1/track', record('b'))).status).toBe(400);
});
