import { put } from '../../../../tools/support/edits/made.ts';
import { numberOf, numberSource } from '../../slots/numbers.ts';
import { policyIntent } from './frame.ts';

const about =
  /\bhold ?outs?\b|\bcontrol groups?\b|\bas (?:a |the )?controls?\b|\b(?:hold|held|keep|kept|leave|left|set|put) (?:.*)\b(?:out|back|aside)\b/;

/** `set five percent of new leads aside as a hold-out`. */
export const limitHoldOut = policyIntent(about, ({ utterance, program }) => {
  const { text } = utterance;
  if (!/\b(?:leads?|hold ?outs?|control|new)\b/.test(text)) return undefined;
  const share =
    utterance.take(
      new RegExp(
        `\\b(?<n>${numberSource}) ?(?:%|percent|per cent)(?: of)?(?: (?:all|the|our))?(?: new)?(?: leads?)?`,
      ),
    ) ??
    utterance.take(
      new RegExp(
        `\\b(?:one|1|an?|every) (?:(?:in|out of|of)(?: every)? )?(?<one>${numberSource})(?:th)?(?: of)?(?: (?:all|the|our))?(?: new)? leads?\\b`,
      ),
    );
  if (!share) return undefined;
  const percent = share.groups?.n ? numberOf(share.groups.n) : 100 / numberOf(share.groups?.one as string);
  utterance.takeAll(
    /\b(?:hold ?outs?|hold|held|holding|keep|kept|keeping|leave|left|leaving|set|put|control|group|groups|as|aside|out|back|new|leads?|of|from|nurturing|nurture|tracks?|for|comparison|to|compare|with|make|size|share|at|is|it)\b|[=>]/,
  );
  if (!Number.isInteger(percent) || percent < 1 || percent > 50)
    return { problem: `A hold-out is 1 to 50 % of new leads, not ${percent}.` };
  const made = put(`Hold ${percent} % of new leads out`, 'policies/holdout', {
    ...program.policies.holdout,
    percent,
  });
  if ('problem' in made) return made;
  const note =
    'Held leads enter no track; what sales get from triggers goes on. Only so can the effect of nurturing be told.';
  return { ...made, notes: [note] };
});
