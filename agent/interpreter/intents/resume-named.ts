import type { Exchange, Intent } from '../requests.ts';
import { leftOf, resumed, resuming, withoutTelling } from '../words/halting.ts';
import { plainWords } from '../words/plain-words.ts';
import { fillers } from '../words/track-verbs.ts';
import { wishesFor } from './edit/frames/mood.ts';
import { all, beside, tracksIn } from './halt-named.ts';

const limited =
  /\b(?:if|unless|in case|except|excluding|only|but|apart|not|never|as soon as|when|whenever|once|tomorrow|tonight|later|next|until|after|before|leads?|contacts?|people|anyone|anybody|everyone|everybody|someone|somebody|they|twice|any number|enter\w*|join\w*|segments?|customers|steps?|points?|scoring|rules?|triggers?|experiments?|tests?|tasks?|version|enrol\w*|simulate|send again to|e ?mails? \d)\b/;

const pointing =
  /\b(?:it|that|this|them|both|(?:that|this|the|these|those) (?:one|tracks?|sequence|campaign))\b/;

/** What the message before halted. */
function haltedLast(history: readonly Exchange[]): string[] {
  const calls = history.at(-1)?.calls ?? [];
  return calls.flatMap(({ name, input }) =>
    name === 'halt_sending' ? [(Object(input) as { target: string }).target] : [],
  );
}

/** What is halted shall be sent again, one track, several or all: a proposal. */
export const resumeNamed: Intent = ({ text, raw }, { vocabulary, history }) => {
  if (!resumed.test(text) || limited.test(text)) return undefined;
  const named = tracksIn(text, vocabulary);
  const halted = named.ids.length === 0 ? haltedLast(history) : [];
  const ids = [...named.ids, ...halted];
  // “we can send again”, after something was halted.
  const meant = halted.length > 0 && !pointing.test(named.rest) && !all.test(named.rest);
  const rest = meant
    ? `trackx , ${named.rest}`
    : halted.length > 0
      ? named.rest.replace(pointing, 'trackx')
      : named.rest;
  const said = withoutTelling(rest.replace(all, ' trackx '), (clause) => /\btrackx\b/.test(clause));
  if (!/\btrackx\b/.test(said) || !resumed.test(said) || !wishesFor(said, raw)) return undefined;
  if (raw.includes('?') && !/\b(?:can|could|would|will) (?:you|we)\b/.test(text)) return undefined;
  const left = leftOf(said, resuming).filter(
    (word) => word !== 'trackx' && !beside.has(word) && !plainWords.has(word) && !fillers.has(word),
  );
  if (left.length > 0) return undefined;
  const edits = (ids.length > 0 ? ids : ['*']).map((id) => ({ op: 'remove', path: `halts/${id}` }));
  return { calls: [{ name: 'propose_change', input: { edits } }], unread: [] };
};
