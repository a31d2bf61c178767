import { setApproval } from '../../../../tools/support/edits/policies.ts';
import { policyIntent } from './frame.ts';

type Demand = 'one' | 'four_eyes' | 'principal';

const about =
  /\b(?:approv\w*|sign(?:s|ed|ing)? off|sign offs?|signoff|(?:four|4|two) eyes|pairs? of eyes|reviewed|ok d|okayed|principals?|release[ds]?|risk\b.*\b(?:two|second|another|one) (?:people|persons?|approvers?))\b/;
const demands: readonly (readonly [RegExp, Demand])[] = [
  [
    /\b(?:four|4|two) eyes(?: principle)?\b|\b(?:by )?(?:(?:two|2) (?:people|persons|approvers|pairs of eyes|signatures|approvals|sign offs)|by (?:two|2)(?= ,|$)|(?:an? )?(?:second|other) (?:person|approver|pair of eyes|colleague)|another (?:person|approver|colleague|pair of eyes)|(?:some(?:one|body)|anyone|anybody) (?:else|other)(?: than (?:the |its |their |his |her )?(?:author|proposer|one who \w+ it))?)\b|\b(?:nobody|no one|not|never|people|authors?)\b.*\b(?:approve|sign off|release|sign off on)\b.*\b(?:own|himself|herself|themselves)\b(?: (?:changes?|proposals?|work|stuff|things?|edits?))?/,
    'four_eyes',
  ],
  [/\b(?:(?:by|from|of|for) )?(?:an? |the |our )?principals?(?: approvers?)?\b/, 'principal'],
  [
    /\b(?:by )?(?:just |only )?(?:one|a single|any|1|an ordinary) (?:approvers?|person|approval|pair of eyes)\b/,
    'one',
  ],
];

/** `high-risk changes must be approved by a principal`, `nobody may approve their own changes`. */
export const limitApproval = policyIntent(about, ({ utterance, program }) => {
  const { text } = utterance;
  if (!/\b(?:changes?|proposals?|edits?|risk|work|stuff|everything|it all|all|eyes)\b/.test(text))
    return undefined;
  const demand = demands.find(([pattern]) => utterance.take(pattern))?.[1];
  if (demand === undefined) return undefined;
  const all = ['low', 'medium', 'high'] as const;
  const said = utterance
    .takeAll(/\b(low|medium|high)\b(?:(?: (?:and|or|,))?(?: risk)?)?/)
    .map((match) => match[1] as (typeof all)[number]);
  const risky = utterance.take(/\b(?:risky|riskier|dangerous)\b/) ? (['high'] as const) : undefined;
  const risks = said.length > 0 ? all.filter((risk) => said.includes(risk)) : (risky ?? all);
  utterance.takeAll(about);
  utterance.takeAll(
    /\b(?:risks?|changes?|proposals?|edits?|stuff|things?|everything|all|every|each|any|by|of|on|to|be|only|just|and|than|the|its|their|author|own|before|it|takes? effect|goes live|from|for|with|at|look)\b/,
  );
  return setApproval(program, risks, demand);
});
