import { html } from 'hono/html';
import type { Html } from './html.ts';
import { page } from './layout.ts';

/** Shown to whoever is not signed in. There are no passwords: a link opens the session. */
export function signInPage(view: { problem?: string }): Html {
  return page(
    { title: 'Sign in' },
    html`<section class="sign-in">
<h1>Sign in with a link</h1>
${view.problem ? html`<p class="problem" role="alert">${view.problem}</p>` : ''}
<p>Trellis has no passwords. A link that works once opens your session in this browser.</p>
<ol>
<li>The first start prints one for the local administrator.</li>
<li>A new one, on the machine that runs Trellis:
<pre>npm run -s trellis -- people link admin@trellis.localhost</pre></li>
<li>For a colleague, add them first, then make their link:
<pre>npm run -s trellis -- people add ada@example.com --name "Ada" --role marketer
npm run -s trellis -- people link ada@example.com</pre></li>
</ol>
</section>`,
  );
}

/** Asks for one click where something other than a person may have opened the link, so that it is not used up. */
export function confirmSignInPage(token: string): Html {
  return page(
    { title: 'Sign in' },
    html`<section class="sign-in">
<h1>Sign in to Trellis</h1>
<form method="post" action="/login/${token}"><button class="primary">Sign in</button></form>
</section>`,
  );
}
