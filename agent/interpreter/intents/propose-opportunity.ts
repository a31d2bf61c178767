import type { Intent } from '../requests.ts';
import { tellingWords } from '../slots/names.ts';
import { quoted } from '../wording/say.ts';
import { isConditional, wishIn } from '../words/mood.ts';

const verbs = 'propose|file|do|take|submit|prepare|make|suggest|go (?:for|with)|let us do';
const ordinals = ['first', 'second', 'third', 'fourth', 'fifth'];
const nothing = 'I have proposed nothing.';

/** `propose the first one`, after what could be improved was told: files its change. */
export const proposeOpportunity: Intent = ({ text, raw }, { history }) => {
  const told = (history.at(-1)?.calls ?? []).flatMap(
    ({ output }) =>
      (output as { opportunities?: { id: string; title: string; change: boolean; note: string }[] } | null)
        ?.opportunities ?? [],
  );
  const wish = wishIn(text, raw, verbs);
  if (told.length === 0 || wish === undefined) return undefined;
  const named = new RegExp(
    `\\b(${ordinals.join('|')}|last|best|top)\\b|\\b(?:number |no |nr )?(\\d)\\b`,
  ).exec(wish);
  const pointed = told.length === 1 && /\b(?:it|that|this)\b/.test(wish);
  if (!named && !pointed) return undefined;
  if (isConditional(wish))
    return { say: `A change is filed at once, not later or on a condition. ${nothing}` };
  const left = tellingWords(wish).filter((word) => !known.has(word) && !/^\d$/.test(word));
  if (left.length > 0) return { say: `I did not understand ${quoted(left)}. ${nothing}` };
  const place = placeOf(named?.[1], named?.[2], told.length);
  const chosen = told[place];
  if (!chosen) return { say: `There are ${told.length}. ${nothing}` };
  if (!chosen.change) return { say: `There is no change to file for “${chosen.title}”. ${chosen.note}` };
  return { calls: [{ name: 'propose_change', input: { opportunity: chosen.id } }] };
};

function placeOf(word: string | undefined, digit: string | undefined, count: number): number {
  if (digit !== undefined) return Number(digit) - 1;
  if (word === 'last') return count - 1;
  return Math.max(0, ordinals.indexOf(word ?? 'first'));
}

const known = new Set(
  `${ordinals.join(' ')} last best top propose file do take submit prepare make suggest go with let us one ones number no nr please change it that this suggestion opportunity idea now ok yes can you could would change's please`.split(
    ' ',
  ),
);
