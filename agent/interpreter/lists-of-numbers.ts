import type { Plan } from './requests.ts';

const few = '(?:two|three|four|five|2|3|4|5)';
const headed = new RegExp(
  `^(?:[\\w', ]{0,40}?\\b)?${few} (?:quick |short |more )?(?:numbers|counts|figures|totals)(?: please| pls| for me| from you)?\\s*(?:[:,–-]|are)\\s*(?<items>.+)$`,
  'i',
);
const between =
  /,\s*(?:and |plus |then )?|\s+(?:and|plus) (?=(?:leads?|contacts?|how many|the number|number) )/i;

/** `three numbers: SQLs, customers, and leads with a meeting booked`: each is counted by itself, where all are read. */
export function withListOfNumbers(text: string, read: (text: string) => Plan): Plan | undefined {
  const items = headed.exec(text.replace(/[\s.?!]+$/, ''))?.groups?.items?.split(between) ?? [];
  if (items.length < 2) return undefined;
  const plans = items.map((item) => {
    const counted = read(`how many ${item.replace(/^(?:how many|(?:the )?(?:number|count) of) /i, '')}`);
    return isRead(counted) ? counted : read(item);
  });
  if (!plans.every(isRead)) return undefined;
  const notes = plans.flatMap((plan) => ('calls' in plan ? (plan.notes ?? []) : []));
  const calls = plans.flatMap((plan) => ('calls' in plan ? plan.calls : []));
  return { calls, notes: [...new Set(notes)], unread: [] };
}

function isRead(plan: Plan): boolean {
  return (
    'calls' in plan &&
    !plan.unread?.length &&
    plan.calls.every(({ name }) => /^(?:query_leads|analyse_performance)$/.test(name))
  );
}
