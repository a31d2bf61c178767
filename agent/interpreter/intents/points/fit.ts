import { conditionText } from '../../../../tools/support/conditions.ts';
import { setFit } from '../../../../tools/support/edits/scores.ts';
import type { Intent } from '../../requests.ts';
import { takePasted } from '../../slots/pasted.ts';
import { readWho } from '../../slots/who.ts';
import { createUtterance } from '../../words/utterance.ts';
import { isWished } from '../../words/wished.ts';
import { asking, nothing } from '../edit/frame.ts';
import { takeAmounts } from './amounts.ts';
import { pointVerbs, pointWords } from './point-words.ts';

const fit =
  /\bfit (?:points?|pts|scores?|scoring|rules?)\b|\b(?:points?|scores?) (?:of|for|in) (?:the )?fit\b|\bfit\b(?=.*\bpoints?\b)|\bfit [+-] ?\d|[+-] ?\d+ (?:on |for |in )?fit\b|\b(?:more|extra|\d+) (?:for|on|in) fit\b/;
const around =
  /\b(?:should|shall|must|to|be|being|are|is|who|that|whose|if|when|they|them|their|lead|leads|companies|company|people|a|an|the|for|of|in|from|with|every|each|any|all|towards?|please|ought|have|has|had|would|like|we|want|i)\b/g;

/** `enterprise companies should get 20 fit points`, `fit: 10 for CFOs`. */
export const changeFit: Intent = (utterance, { vocabulary }) => {
  const { text, raw, quotes } = utterance;
  if (!fit.test(text) || !isWished(text, raw)) return undefined;
  const pasted = takePasted(utterance, vocabulary);
  const quote = utterance.take(
    /\b(?:(?:with (?:the )?)?(?:title|name|titled|called|named)(?: is| ,| =)? )?quote(\d+)\b/,
  )?.[1];
  if (pasted) utterance.takeAll(/\b(?:condition|when|where|rule)\b/);
  const amounts = takeAmounts(utterance, !/[+-] ?\d|\d ?(?:fit )?(?:points?|pts)\b/.test(text));
  utterance.takeAll(/\bfit\b/);
  utterance.takeAll(pointVerbs);
  utterance.takeAll(
    /\b(?:scores?|give|ought|extra|more|minus|additional|bonus|on top|top|just|being|automatically)\b|[+=-]/,
  );
  const said = utterance.free().join(' ');
  const who = readWho(
    said.replace(/^(?:if|when|whenever|for|to|of|lead|leads|and|,| )+\b/, ''),
    quotes,
    vocabulary,
  );
  if (pasted) Object.assign(who, { when: conditionText(pasted.condition), name: 'condition' });
  const [amount] = amounts;
  if (who.left.filter((word) => !pointWords.has(word)).length > 0 || amounts.length > 1) return undefined;
  if (amount === undefined || who.when === undefined || amount.kind !== 'set')
    return asking(
      `How many fit points, and for whom? Say for instance “enterprise companies should get 20 fit points”. ${nothing}`,
    );
  const given = quote === undefined ? undefined : quotes[Number(quote)];
  const title = given ?? createUtterance(said).text.replace(around, ' ').replace(/\s+/g, ' ').trim();
  const made = setFit(vocabulary.program, {
    title: (title === '' ? who.name : title).replace(/^./, (first) => first.toUpperCase()),
    when: who.when,
    points: amount.value,
  });
  if ('problem' in made) return { say: `${made.problem} ${nothing}` };
  return {
    calls: [{ name: 'propose_change', input: { title: made.title, edits: made.edits } }],
    notes: who.notes,
    unread: [],
  };
};
