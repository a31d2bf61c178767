import type { Context } from 'hono';
import { errorPage } from '../../console/error.ts';
import { signInPage } from '../../console/sign-in.ts';
import type { TrellisError } from '../../db/errors.ts';
import { statusOf } from '../errors.ts';

/** Answers a request for a page that failed: who is not signed in learns how to. */
export function answerErrorPage(c: Context, error: TrellisError): Response | Promise<Response> {
  const status = statusOf(error);
  if (c.req.header('x-fragment')) {
    return c.html(`<p class="problem" role="alert">${escapeText(error.message)}</p>`, status);
  }
  if (error.code === 'auth.required') return c.html(signInPage({}), status);
  if (error.code === 'auth.link_used') return c.html(signInPage({ problem: error.message }), status);
  return c.html(errorPage({ code: error.code, message: error.message }), status);
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
