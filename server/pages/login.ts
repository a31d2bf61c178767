import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { confirmSignInPage, signInPage } from '../../console/sign-in.ts';
import { TrellisError } from '../../db/errors.ts';
import { signIn } from '../auth/login-links.ts';
import { originOf } from '../auth/origin.ts';
import { type AppEnv, sessionCookie } from '../auth/principal.ts';
import { closeSession, sessionMs } from '../auth/sessions.ts';
import type { Installation } from '../installation.ts';

/**
 * Sign-in by links that work once. Chats and mail scanners open links to preview them; such a visitor gets a page
 * with a button instead, so that the link is still good when its person comes.
 */
export function loginPages(installation: Installation): Hono<AppEnv> {
  const { db, clock, publicUrl, failedLogins, config } = installation;
  const cookie = {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: publicUrl.startsWith('https:'),
  } as const;
  const enter = async (c: Context<AppEnv>) => {
    const token = c.req.param('token') ?? '';
    const session = await signIn(db, token, clock()).catch(async (error: unknown) => {
      if (error instanceof TrellisError && error.code === 'auth.link_used')
        await failedLogins.recordLink(originOf(c, config.TRELLIS_PROXIES), token);
      throw error;
    });
    setCookie(c, sessionCookie, session, {
      ...cookie,
      maxAge: sessionMs / 1000,
    });
    // The page's script then tells the time zone of the browser, once.
    return c.redirect('/#signed-in', 303);
  };
  return new Hono<AppEnv>()
    .get('/', (c) => c.html(signInPage({})))
    .get('/:token', (c) => (isPreview(c) ? c.html(confirmSignInPage(c.req.param('token'))) : enter(c)))
    .post('/out', async (c) => {
      const token = getCookie(c, sessionCookie);
      if (token) await closeSession(db, token, clock());
      deleteCookie(c, sessionCookie, cookie);
      return c.redirect('/login', 303);
    })
    .post('/:token', enter);
}

function isPreview(c: Context): boolean {
  const purpose = c.req.header('sec-purpose') ?? c.req.header('purpose') ?? '';
  const agent = c.req.header('user-agent') ?? '';
  return (
    c.req.method === 'HEAD' ||
    /prefetch|preview/i.test(purpose) ||
    /bot\b|crawler|preview|unfurl|expand|scanner/i.test(agent)
  );
}
