import { type Context, Hono } from 'hono';
import type { TrackingResponse } from '../integrations/email/tracking.ts';
import { readText } from './api/read-json.ts';
import type { AppEnv } from './auth/principal.ts';
import type { Installation } from './installation.ts';

const maxFormBytes = 16 * 1024;

/** What the links in emails lead to. Nobody signs in for these: the signed token is the permission. */
export function trackingRoutes({ email }: Installation): Hono<AppEnv> {
  const token = (c: Context) => c.req.param('token') ?? '';
  return new Hono<AppEnv>()
    .get('/t/o/:token', async (c) => answer(c, await (await email()).tracking.onOpen(token(c), c.req.method)))
    .get('/t/c/:token', async (c) =>
      answer(c, await (await email()).tracking.onClick(token(c), c.req.method)),
    )
    .get('/u/:token', async (c) => answer(c, await (await email()).tracking.unsubscribePage(token(c))))
    .post('/u/:token', async (c) => answer(c, await (await email()).tracking.onUnsubscribe(token(c))))
    .post('/u/:token/preferences', async (c) =>
      answer(c, await (await email()).tracking.onPreferences(token(c), await readForm(c))),
    )
    .post('/u/:token/survey', async (c) =>
      answer(c, await (await email()).tracking.onSurvey(token(c), await readForm(c))),
    );
}

/** A form of a page of ours: a few choices and one short text. */
async function readForm(c: Context): Promise<URLSearchParams> {
  return new URLSearchParams(await readText(c, maxFormBytes));
}

function answer(c: Context, { status, headers, body }: TrackingResponse): Response {
  return new Response(c.req.method === 'HEAD' ? null : body, { status, headers });
}
