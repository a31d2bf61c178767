import { html } from 'hono/html';
import type { Html } from './html.ts';
import { page, type SignedIn } from './layout.ts';

export interface ProgramTrackView extends SignedIn {
  title: string;
  /** Of the enrolments that are shown, in words. */
  period: string;
  /** Where the picture is, and what it shows in words. */
  picture: { address: string; words: string };
  /** Where the figures of the track are. */
  figures: string;
}

/** How leads went through a track, step by step. */
export function programTrackPage(view: ProgramTrackView): Html {
  return page(
    { title: view.title, at: 'program', signedIn: view },
    html`<h1>${view.title}</h1>
<p class="lead">Whose enrolment began in the ${view.period}. <a href="${view.figures}">Figures of this track</a> · <a href="/program">The program</a></p>
${picture(view.picture)}`,
  );
}

/** As wide as the screen and in its colours, with the words for those who do not see it. */
function picture({ address, words }: ProgramTrackView['picture']): Html {
  const at = (width: number, dark: boolean) => `${address}&width=${width}${dark ? '&dark=true' : ''}`;
  return html`<picture>
<source media="(max-width: 45rem) and (prefers-color-scheme: dark)" srcset="${at(360, true)}">
<source media="(max-width: 45rem)" srcset="${at(360, false)}">
<source media="(prefers-color-scheme: dark)" srcset="${at(720, true)}">
<img class="chart" src="${at(720, false)}" alt="${words}" loading="lazy">
</picture>`;
}
