import { html } from 'hono/html';
import type { Html } from '../html.ts';
import { page, type SignedIn } from '../layout.ts';
import { bare } from './words.ts';

export interface CoverageView extends SignedIn {
  by: string;
  choices: readonly string[];
  /** Leads are told apart by this at all. */
  groups: number;
  /** What the picture shows, in words. */
  picture: string;
  /** Most leads first. */
  gaps: readonly { stage: string; kind: string; gap: 'missing' | 'part' | 'general'; words: string }[];
  /** How many gaps there are in all. */
  total: number;
}

const headings = {
  missing: 'Missing',
  part: 'There for a part of them only',
  general: 'There for everybody only, where it should be of somebody alike',
} as const;

/** What the library has for whom at which stage, and what it lacks. */
export function coveragePage(view: CoverageView): Html {
  const { by, choices, groups, gaps, total } = view;
  return page(
    { title: 'Coverage', at: 'library', signedIn: view },
    html`<h1>Coverage of the library</h1>
<p class="lead">What may be sent, by stage and kind, and what is missing in front of how many leads. <a href="/library">The library</a></p>
<form class="asking shelf" method="get" action="/library/coverage">
<label>By<select name="by">${choices.map(
      (choice) =>
        html`<option value="${choice}"${choice === by ? html` selected` : ''}>${bare(choice)}</option>`,
    )}</select></label>
<button class="primary">Show</button>
</form>
${
  groups === 0
    ? html`<p class="nothing">No lead has a ${bare(by)} that content could be made for. Choose another one.</p>`
    : html`${picture(view)}
${(['missing', 'part', 'general'] as const).map((gap) => {
  const of = gaps.filter((one) => one.gap === gap);
  return of.length === 0
    ? ''
    : html`<h2>${headings[gap]}</h2>
<ul class="gaps">${of.map(
        ({ words, stage, kind }) =>
          html`<li><a href="/library?stage=${stage}&amp;kind=${kind}">${words}</a></li>`,
      )}</ul>`;
})}
${total === 0 ? html`<p class="nothing">The library has something of every kind that its stages call for.</p>` : ''}
${total > gaps.length ? html`<p>${total - gaps.length} more gaps in front of fewer leads.</p>` : ''}`
}`,
  );
}

/** As wide as the screen and in its colours, with the words for those who do not see it. */
function picture({ by, picture: words }: CoverageView): Html {
  const at = (width: number, dark: boolean) =>
    `/library/coverage/chart.png?by=${by}&width=${width}${dark ? '&dark=true' : ''}`;
  return html`<picture>
<source media="(max-width: 45rem) and (prefers-color-scheme: dark)" srcset="${at(360, true)}">
<source media="(max-width: 45rem)" srcset="${at(360, false)}">
<source media="(prefers-color-scheme: dark)" srcset="${at(720, true)}">
<img class="chart" src="${at(720, false)}" alt="${words}" loading="lazy">
</picture>`;
}
