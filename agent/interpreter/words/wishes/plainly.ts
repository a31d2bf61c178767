import { numberOf, numberSource } from '../../slots/numbers.ts';
import { around, contractions, trimmed } from './around.ts';
import { happenings } from './happenings.ts';
import { scored, unscored } from './points.ts';
import { named } from './segments.ts';
import type { Rewording } from './shared.ts';
import { causes, synonyms, valued } from './synonyms.ts';
import { teams } from './teams.ts';
import { edited } from './tracks.ts';

/** Characters; a wish is a sentence or two. */
const longest = 400;

/**
 * What is wished for, said as a request: `we should give …` and `can sales get a ping when …` as `give …` and `notify
 * sales when …`. The same text where it is no wish of these kinds; whoever reads it takes only what files a proposal.
 */
export function plainly(text: string): string {
  if (
    /\b(?:maybe|perhaps|what if|wonder(?:ing)?(?! (?:if|whether) (?:you|we) c(?:ould|an)\b)|never ?mind|kidding)\b/i.test(
      text,
    )
  )
    return text;
  if (text.length > longest) return text;
  const [quotes, bare] = withoutQuotes(text.trim());
  let said = reworded(bare, contractions);
  if (said.includes('?') && !politely.test(said)) return text;
  said = reworded(said, trimmed);
  for (let turn = 0, before = ''; turn < 4 && before !== said; turn += 1) {
    before = said;
    said = reworded(said, around);
  }
  // Whether something should be done, or was, is asked, and figures are: no wishes.
  if (asksStill.test(said)) return text;
  said = said.replace(halfPast, (_, hour: string) => `${numberOf(hour.toLowerCase())}:30`);
  said = said.replace(oneIn, (whole, n: string) =>
    100 % numberOf(n) === 0 ? `${100 / numberOf(n)}%` : whole,
  );
  said = reworded(said, [
    ...synonyms,
    ...edited,
    ...named,
    ...valued,
    ...causes,
    ...happenings,
    ...teams,
    ...unscored,
  ]);
  if (/^(?:can|could|may|might|will|would)\b/i.test(said)) return text;
  if (!/^(?:do not|never|not|no)\b/i.test(said)) said = reworded(said, scored);
  return said.replace(/“(\d+)”/g, (_, index: string) => quotes[Number(index)] ?? '').trim();
}

const halfPast = new RegExp(`\\bhalf past (${numberSource})\\b`, 'gi');

/** `one in ten`, a share. */
const oneIn = new RegExp(
  `\\b(?:one|1) (?:in|out of) (?:every )?(${numberSource})(?! days?| weeks?| hours?| months?)\\b`,
  'i',
);

const politely =
  /^(?:(?:hi|hey|hello|ok|okay|so|and|also|please|well|right|thanks|team|all|morning|trellis)[ ,:!.]+)*(?:can|could|would|will|may|might|is it possible|do you mind)\b/i;

const asksStill =
  /^(?:how|what|which|who|whose|why|where|is|are|was|were|did|does|do (?!not\b)|has|had|have (?:we|you|they|any)|should|shall|may|will|would|see|show|list|find|check|look|know|explain|compare|display|tell (?:me|us)|report|export|understand|learn|figure out|afford|when (?:did|was|were|is|are|do|does|will))\b/i;

function reworded(text: string, rewording: Rewording): string {
  return rewording.reduce((said, [pattern, to]) => said.replace(pattern, to), text);
}

/** Titles stay as they were written. */
function withoutQuotes(text: string): [quotes: string[], bare: string] {
  const quotes: string[] = [];
  const bare = text.replace(/["“”][^"“”]{1,200}["“”]/g, (quote) => `“${quotes.push(quote) - 1}”`);
  return [quotes, bare];
}
