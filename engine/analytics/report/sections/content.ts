import { counted } from '../../../program/count-words.ts';
import type { ContentFigures, Dashboard } from '../../metrics/dashboard.ts';
import { type FigureContext, figureCell, term, valueCell } from '../figure-table.ts';
import { type Markup, markup } from '../markup.ts';
import { nothing } from '../plain-words.ts';
import type { NameOf } from '../report-input.ts';

/** What readers took up and moved on after, and what they clearly did not. */
export function contentSection({ content }: Dashboard, nameOf: NameOf, context: FigureContext): Markup {
  const { library, top, under } = content;
  const table = (caption: string, items: readonly ContentFigures[]) =>
    contentTable(caption, items, nameOf, context);
  return markup`<h2>Content</h2>
<p class="about">Among all emails: ${term('click', context)} ${valueCell({ figure: library.engagement }, context)},
${term('email_progression', context)} ${valueCell({ figure: library.progression }, context)}. Moving on after an email need not have come of it.</p>
${top.length === 0 ? nothing('Too few emails carried any one piece to say which did best.') : table('Did best', top)}
${under.length === 0 ? nothing('No piece is clearly below the others.') : table('Clearly below the others', under)}`;
}

function contentTable(
  caption: string,
  items: readonly ContentFigures[],
  nameOf: NameOf,
  context: FigureContext,
): Markup {
  return markup`<table class="figures"><caption>${caption}</caption>
<thead><tr><th scope="col">Content</th><th scope="col">Clicked</th><th scope="col">Moved on after</th></tr></thead>
<tbody>${items.map(
    ({ item, engagement, progression, taken }) => markup`<tr><th scope="row">${nameOf('item', item)}${
      taken.leads > 0 &&
      markup`<span class="base">${counted(taken.leads, 'lead')} took it up unasked, ${taken.progressed} moved on</span>`
    }</th>
${[engagement, progression].map((figure) => figureCell({ figure, scope: { item } }, context))}</tr>
`,
  )}</tbody></table>`;
}
