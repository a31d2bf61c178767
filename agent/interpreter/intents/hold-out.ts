import type { Intent } from '../requests.ts';
import { tellingWords } from '../slots/names.ts';
import { numberOf, numberSource } from '../slots/numbers.ts';
import { quoted } from '../wording/say.ts';
import { isConditional, wishIn } from '../words/mood.ts';
import { plainWords } from '../words/plain-words.ts';

const about =
  /\bhold ?outs?\b|\b(?:hold|keep|leave) (?:back |out )?.*(?:%|percent|per cent).*|\bcontrol group\b/;
const setting =
  'hold|keep|leave|set|make|add|use|introduce|start|put|create|change|raise|lower|increase|reduce|propose';
const ending = 'remove|stop|end|drop|delete|take out|switch off|turn off|cancel';
const nothing = 'I have proposed nothing.';

/** `hold 10 % of new leads out`, `remove the hold-out`: a change of the policy. */
export const holdOut: Intent = ({ text, raw }, { vocabulary }) => {
  if (!about.test(text) || !/\bhold|\bout\b|\bback\b|control group/.test(text)) return undefined;
  const ends = wishIn(text, raw, ending);
  const wish = ends ?? wishIn(text, raw, setting);
  if (wish === undefined) return undefined;
  if (isConditional(wish)) return { say: `The hold-out begins when its change is approved. ${nothing}` };
  const share = new RegExp(`\\b(${numberSource}) ?(?:%|percent|per cent)`).exec(wish);
  const left = tellingWords(share ? wish.replace(share[0], ' ') : wish).filter(
    (word) => !known.has(word) && !plainWords.has(word) && !/^\d+$/.test(word),
  );
  if (left.length > 0)
    return {
      say: `I did not understand ${quoted(left)}. A hold-out is of all new leads; for exceptions put policies/holdout by a program file. ${nothing}`,
    };
  if (ends !== undefined) {
    if (!vocabulary.holdout) return { say: `There is no hold-out. ${nothing}` };
    const edits = [{ op: 'remove', path: 'policies/holdout' }];
    return { calls: [{ name: 'propose_change', input: { title: 'End the hold-out', edits } }] };
  }
  const percent = share ? numberOf(share[1] as string) : undefined;
  if (percent === undefined)
    return { say: `How many percent of new leads shall be held out, 1 to 50? ${nothing}` };
  if (percent < 1 || percent > 50)
    return { say: `A hold-out is 1 to 50 % of new leads, not ${percent}. ${nothing}` };
  const value = { ...vocabulary.holdout, percent };
  const edits = [{ op: 'put', path: 'policies/holdout', value }];
  return {
    calls: [{ name: 'propose_change', input: { title: `Hold ${percent} % of new leads out`, edits } }],
    notes: [
      'Held leads enter no track; what sales get from triggers goes on. Only so can the effect of nurturing be told.',
    ],
  };
};

const known = new Set(
  `${setting}|${ending}|hold|out|holdout|held|back|percent|per|cent|new|control|group|nurturing|nurture|tracks|every|track`.split(
    /[| ]/,
  ),
);
