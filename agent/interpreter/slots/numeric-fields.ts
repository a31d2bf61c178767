import type { Comparison } from '../../../engine/program/condition/ast.ts';
import type { LiveVocabulary } from '../../vocabulary.ts';
import type { Utterance } from '../words/utterance.ts';
import type { FieldSlot } from './field-slot.ts';
import { comparisonOf, comparisonSource, numberOf, numberSource, suffixSource } from './numbers.ts';

const number = `(?:${numberSource})`;
const range = `(?:between |from |in the range (?:of )?)?(?<from>${number})(?: (?:and|to|till|until|through) | ?- ?)(?<to>${number})`;
const scoring = 'scor(?:es?|ed|ing)(?: (?:is|are|of|at|in|anywhere))*';

/** What stands before the number, and what after it; regex sources. */
const subjects: readonly { field: string; before: string; after?: string }[] = [
  { field: 'engagement_score', before: `engagement ${scoring}` },
  { field: 'fit_score', before: `fit ${scoring}` },
  { field: 'lead_score', before: `(?:with )?(?:an? )?(?:lead )?${scoring}`, after: '(?:score )?points?' },
  {
    field: 'employees',
    before: '(?:employees|head ?count|staff|work ?force)(?: (?:is|are|of|size))*',
    after: '(?:employees|people|persons|staff|members of staff|workers|heads)',
  },
];
const having = '(?:(?:with|having|have|has|got|at|of|is|are|sit at|stand at) )*';

/** `score above 50`, `between 20 and 40 points`, `companies of 200 to 500 people`. */
export function takeNumericFields(utterance: Utterance, vocabulary: LiveVocabulary): FieldSlot[] {
  const slots: FieldSlot[] = [];
  for (const { field, before, after } of subjects) {
    if (!vocabulary.fields.some(({ name }) => name === field)) continue;
    const push = (index: number, is: Comparison, value: number) =>
      slots.push({ field, negated: false, index, condition: { op: 'field', field, is, value } });
    const takeRanges = (pattern: string) => {
      for (const { index, groups } of utterance.takeAll(new RegExp(pattern))) {
        push(index, '>=', numberOf(groups?.from as string));
        push(index, '<=', numberOf(groups?.to as string));
      }
    };
    takeRanges(`\\b(?:${before}) ${range}\\b(?: points?\\b)?`);
    if (after) takeRanges(`(?<![\\w])${having}${range} (?:${after})\\b`);
    const usual = field === 'employees' ? '=' : '>=';
    const patterns = [
      `\\b(?:${before}) (?:(?<cmp>${comparisonSource}) )?(?<n>${number})(?: points?)?(?: ?(?<suffix>${suffixSource})(?= |$))?`,
      ...(after
        ? [
            `(?<![\\w])${having}(?<cmp>${comparisonSource}) (?<n>${number}) (?:${after})(?= |$)`,
            `\\b${having}(?<n>${number}) ?(?<suffix>${suffixSource}) (?:${after})(?= |$)`,
            `\\b${having}(?<n>${number}) (?:${after}) ?(?<suffix>${suffixSource})(?= |$)`,
          ]
        : []),
    ];
    for (const pattern of patterns) {
      for (const { index, groups } of utterance.takeAll(new RegExp(pattern))) {
        const n = numberOf(groups?.n as string);
        // A score of nothing is none, not any.
        push(index, comparisonOf(groups?.cmp, groups?.suffix, n === 0 ? '=' : usual), n);
      }
    }
  }
  return slots;
}

const verb =
  '(?:are|is|sit|sits|sitting|stand|rank|ranked|rated|get|got|have|has|having|with|at|score|scored)';
const ends = '(?= ,|$| (?:now|and|but|in|from|who|please|right|on)\\b)';
const bare = new RegExp(
  `(?:\\b${verb} )+(?<cmp>${comparisonSource}) (?<n>${number})${ends}|^(?:(?:and|or|but|what about|how about|,) )*(?:[a-z]+ )?(?:leads? )?(?<cmp2>${comparisonSource}) (?<n2>${number})${ends}`,
);
const bareRange = new RegExp(
  `(?:\\b${verb} )+${range}${ends}|^(?:(?:and|or|but|what about|how about|,) )*(?:[a-z]+ )?(?:leads? )?(?:between|from) (?<from2>${number}) (?:and|to) (?<to2>${number})${ends}`,
);

/** `how many are above 80`, `and between 60 and 80?`: where nothing else is counted, figures are of this field. */
export function takeBareFigures(utterance: Utterance, field: string): FieldSlot[] {
  const slot = (index: number, is: Comparison, value: number): FieldSlot => ({
    field,
    negated: false,
    index,
    condition: { op: 'field', field, is, value },
  });
  const both = utterance.take(bareRange);
  if (both) {
    const { from, to, from2, to2 } = both.groups ?? {};
    return [
      slot(both.index, '>=', numberOf((from ?? from2) as string)),
      slot(both.index, '<=', numberOf((to ?? to2) as string)),
    ];
  }
  const match = utterance.take(bare);
  if (!match) return [];
  const { cmp, cmp2, n, n2 } = match.groups ?? {};
  return [slot(match.index, comparisonOf(cmp ?? cmp2, undefined, '>='), numberOf((n ?? n2) as string))];
}
