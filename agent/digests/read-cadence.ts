import { type Cadence, usualMinute } from './cadence.ts';
import type { QuietHours } from './orders.ts';
import type { Taking } from './taking.ts';

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const dayNames = `mon|tues?|wed|thu(?:rs)?|fri|sat|sun|${days.join('|')}`;
const clock =
  "(?:(\\d{1,2})(?:[:.h]([0-5]\\d))?(?: ?(am|pm|a\\.m\\.|p\\.m\\.)| ?h(?:ours)?\\b| ?o'?clock)?|(noon|midday|midnight))";
const ordinals = ['first', 'second', 'third', 'fourth', 'fifth'];
const ofMonth = '(?: day)?(?: (?:of|in) (?:the|each|every|a) month| (?:each|every) month| monthly)?';

/** When something is to come again and again; undefined where nothing of the kind is said. */
export function takeCadence(taking: Taking): Cadence | undefined {
  const monthly = takeMonthly(taking);
  const weekday = monthly === undefined ? takeWeekday(taking) : undefined;
  const said = taking.take(
    /(?<=[\s])(?:(?:once |one time )?(?:every|each|a|per) (week|month)|(weekly|monthly)(?: basis)?)(?=[\s,.!?;])/,
  );
  const [, unit = '', adverb = ''] = said ?? [];
  const every = `${unit}${adverb}`.startsWith('month') ? 'month' : said || weekday ? 'week' : undefined;
  if (monthly === undefined && every === undefined) return undefined;
  // “Every Monday of the month” is neither.
  if (weekday !== undefined && every === 'month') return undefined;
  const minute = takeMinute(taking);
  return monthly !== undefined
    ? { every: 'month', day: monthly, minute }
    : { every: every as Cadence['every'], day: every === 'month' ? 1 : (weekday ?? 1), minute };
}

function takeMonthly(taking: Taking): number | undefined {
  const last = taking.take(
    /(?<=\s)(?:(?:on |at )?(?:the )?(?:last day|end) (?:of|in) (?:the|each|every|a) month|every month end)(?=[\s,.!?;])/,
  );
  if (last) return 31;
  if (
    taking.take(/(?<=\s)(?:on |at )?(?:the )?(?:beginning|start) of (?:the|each|every|a) month(?=[\s,.!?;])/)
  )
    return 1;
  const numbered = taking.take(
    new RegExp(
      `(?<=\\s)(?:on |every |each )?(?:the )?(?:(\\d{1,2})(?:st|nd|rd|th)|(${ordinals.join('|')}))${ofMonth}(?=[\\s,.!?;])`,
    ),
  );
  if (!numbered) return undefined;
  const [, digits, word] = numbered;
  const day = digits ? Number(digits) : ordinals.indexOf(word as string) + 1;
  return day >= 1 && day <= 31 ? day : undefined;
}

function takeWeekday(taking: Taking): number | undefined {
  const said =
    taking.take(
      new RegExp(`(?<=\\s)(?:on |every |each )(?:week (?:on )?)?(${dayNames})(s?)(?=[\\s,.!?;])`),
    ) ?? taking.take(new RegExp(`(?<=\\s)(${days.join('|')})s(?=[\\s,.!?;])`));
  if (!said) return undefined;
  return days.findIndex((day) => day.startsWith((said[1] as string).slice(0, 3))) + 1;
}

function takeMinute(taking: Taking): number {
  const at = taking.take(new RegExp(`(?<=\\s)(?:at|around|by) ${clock}(?=[\\s,.!?;])`));
  const minute = at && minuteOf(at.slice(1));
  if (minute !== undefined) return minute;
  if (taking.take(/(?<=\s)(?:in the |at )?(?:mornings?)(?=[\s,.!?;])/)) return usualMinute;
  if (taking.take(/(?<=\s)(?:in the |at )?(?:afternoons?)(?=[\s,.!?;])/)) return 14 * 60;
  if (taking.take(/(?<=\s)(?:in the |at )?(?:evenings?)(?=[\s,.!?;])/)) return 18 * 60;
  return usualMinute;
}

function minuteOf([hours, minutes, half, word]: readonly (string | undefined)[]): number | undefined {
  if (word) return word === 'midnight' ? 0 : 12 * 60;
  const said = Number(hours);
  const afternoon = half?.startsWith('p');
  const hour = afternoon && said < 12 ? said + 12 : half?.startsWith('a') && said === 12 ? 0 : said;
  return hour > 23 ? undefined : hour * 60 + Number(minutes ?? 0);
}

/** When nothing is to be said; `usual` where it is not mentioned. */
export function takeQuiet(taking: Taking): QuietHours | 'usual' | 'none' {
  const always =
    /(?<=\s)(?:,? ?(?:and |but )?(?:also )?(?:day and night|at any (?:time|hour)|(?:even )?at night(?: too| as well)|around the clock|24\/7|without quiet hours|no quiet hours|even at night))(?=[\s,.!?;])/;
  if (taking.take(always)) return 'none';
  const between = taking.take(
    new RegExp(
      `(?<=\\s)(?:,? ?(?:but |and )?)?(?:quiet(?: hours)?|not|nothing|never|silent|except)(?: are)?,? (?:from |between )?${clock} ?(?:to|until|till|and|-|–) ?${clock}(?=[\\s,.!?;])`,
    ),
  );
  if (between) {
    const from = minuteOf(between.slice(1, 5));
    const to = minuteOf(between.slice(5, 9));
    if (from !== undefined && to !== undefined) return from === to ? 'none' : { from, to };
  }
  taking.take(/(?<=\s)(?:,? ?(?:but |and )?)?(?:not|never) (?:at|by|during the) night(?=[\s,.!?;])/);
  return 'usual';
}
