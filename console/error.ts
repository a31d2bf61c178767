import { html } from 'hono/html';
import type { Html } from './html.ts';
import { page } from './layout.ts';

/** What a page shows when it cannot be made. Only text that we wrote. */
export function errorPage(view: { code: string; message: string }): Html {
  return page(
    { title: 'Not possible' },
    html`<section class="sign-in">
<h1>That did not work</h1>
<p class="problem" role="alert">${view.message}</p>
<p><a href="/">Back to the chat</a></p>
<p class="small"><code>${view.code}</code></p>
</section>`,
  );
}
