import type { Plan } from './requests.ts';
import { fieldNames } from './slots/field-words.ts';

const fields = Object.entries(fieldNames)
  .filter(([field]) => field !== 'lead_score')
  .map(([, source]) => source)
  .join('|');
const by = '(?:by|per|across|for each|for every)(?: the| our)?';
const both = new RegExp(
  `\\b${by} (?<a>${fields})(?:,? (?:and|as well as|plus|then|and then|and also)|,|/) ?(?:the )?(?:same (?:thing |again )?)?(?:(?:by|per|across|for each|for every) )?(?:the |our )?(?<b>${fields})(?![\\w-])`,
  'i',
);

/** `leads by country and industry` is asked of one field at a time: both questions in one plan, where both are read. */
export function withTwoBreakdowns(text: string, read: (text: string) => Plan): Plan | undefined {
  const plain = /"/.test(text) ? text : text.replace(/(?<=[a-z])_(?=[a-z])/g, ' ');
  const found = both.exec(plain);
  const { a, b } = found?.groups ?? {};
  if (!found || a === undefined || b === undefined) return undefined;
  const plans = [a, b].map((field) => read(plain.replace(found[0], `by ${field}`)));
  const calls = plans.flatMap((plan) => ('calls' in plan && !plan.unread?.length ? plan.calls : []));
  const inputs = calls.map(({ input }) => input.breakdown_by);
  if (calls.length !== 2 || inputs.includes(undefined) || inputs[0] === inputs[1]) return undefined;
  const notes = plans.flatMap((plan) => ('calls' in plan ? (plan.notes ?? []) : []));
  return { calls, notes: [...new Set(notes)], unread: [] };
}
