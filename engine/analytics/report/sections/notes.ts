import { type Definition, definitions, type MetricId } from '../../metrics/definitions.ts';
import { type Markup, markup } from '../markup.ts';

/**
 * What each figure that was shown means: the end of every report, where the figures' names lead to. Folded on a page, which
 * a browser opens for such a link; not in a file, since paper and mail open nothing.
 */
export function notesSection(
  shown: ReadonlySet<MetricId>,
  { notes, folded }: { notes: readonly string[]; folded: boolean },
): Markup {
  const meanings = listOf(shown);
  return markup`<h2 id="notes">How to read this</h2>
<ul>
<li>Each share says of how many it is, and where the true value likely lies, with 95 % confidence.</li>
<li>Of fewer than 30 no share is given: not enough data.</li>
<li>“Better” and “worse” stand only where a difference is clear after correcting for how many are looked at.</li>
${notes.map((note) => markup`<li>${note}</li>`)}
</ul>
${folded ? markup`<details><summary>What each figure means</summary>${meanings}</details>` : meanings}`;
}

function listOf(shown: ReadonlySet<MetricId>): Markup {
  return markup`<dl class="notes">${[...shown].map((metric) => {
    const { title, window, not } = definitions[metric];
    return markup`<dt id="about-${metric}">${title}</dt><dd>${countedWords(definitions[metric])} Window: ${window}. ${not}</dd>
`;
  })}</dl>`;
}

/** Who is counted, and of whom where these are others. */
function countedWords({ numerator, denominator }: Definition): string {
  if (numerator.startsWith('Of those')) return `${denominator}. ${numerator}.`;
  return denominator.startsWith('The same') ? `${numerator}.` : `${numerator}. Of: ${denominator}.`;
}
