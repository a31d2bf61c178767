import { html } from 'hono/html';
import type { Html } from '../html.ts';

const tabs = [
  { id: 'figures', href: '/performance', label: 'Figures' },
  { id: 'experiments', href: '/experiments', label: 'Experiments' },
  { id: 'opportunities', href: '/opportunities', label: 'Opportunities' },
] as const;

/** The pages of performance beside each other. */
export function performanceTabs(at: (typeof tabs)[number]['id']): Html {
  return html`<nav class="tabs" aria-label="Performance">
${tabs.map(({ id, href, label }) => html`<a href="${href}"${id === at ? html` aria-current="page"` : ''}>${label}</a>`)}
</nav>`;
}
