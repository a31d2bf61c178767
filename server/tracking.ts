import { type Context, Hono } from 'hono';
import type { TrackingResponse } from '../integrations/email/tracking.ts';
import type { AppEnv } from './auth/principal.ts';
import type { Installation } from './installation.ts';

/** What the links in emails lead to. Nobody signs in for these: the signed token is the permission. */
export function trackingRoutes({ email }: Installation): Hono<AppEnv> {
  const token = (c: Context) => c.req.param('token') ?? '';
  return new Hono<AppEnv>()
    .get('/t/o/:token', async (c) => answer(c, await (await email()).tracking.onOpen(token(c), c.req.method)))
    .get('/t/c/:token', async (c) =>
      answer(c, await (await email()).tracking.onClick(token(c), c.req.method)),
    )
    .get('/u/:token', async (c) => answer(c, await (await email()).tracking.unsubscribePage(token(c))))
    .post('/u/:token', async (c) => answer(c, await (await email()).tracking.onUnsubscribe(token(c))));
}

function answer(c: Context, { status, headers, body }: TrackingResponse): Response {
  return new Response(c.req.method === 'HEAD' ? null : body, { status, headers });
}
