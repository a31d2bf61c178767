import type { Weekday } from '../../../engine/program/schema.ts';
import type { Utterance } from '../words/utterance.ts';
import { numberOf } from './numbers.ts';

// A colon within a time has become a comma, and what stands before am a word of its own.
const clock =
  '(?:(?<h>\\d{1,2})(?: , (?<m>[0-5]\\d)| (?<m2>[0-5]\\d)(?= ?[ap] ?m\\b))?(?: ?(?<half>a ?m|p ?m|a m|p m))?(?: ?o ?clock)?|(?<word>noon|midday|midnight))';

/** `9 am`, `14:30`, `noon` as `09:00`; the first in what is unclaimed, with what stands `before` it (regex source). */
export function takeTime(utterance: Utterance, before = '(?:at|by|around|from) '): string | undefined {
  const match = utterance.take(new RegExp(`\\b${before}${clock}\\b`));
  return match ? timeOf(match.groups ?? {}) : undefined;
}

/** Every time that is said to be one: with am, pm, minutes or a name of its own. */
export function takeTimes(utterance: Utterance): string[] {
  const plain = `\\b(?:at |around )?(?:(?<h>\\d{1,2})(?: , (?<m>[0-5]\\d)|(?: ?(?<half>[ap] ?m\\b))| ?o ?clock)|(?<word>noon|midday|midnight))`;
  return utterance.takeAll(new RegExp(plain)).flatMap(({ groups = {} }) => timeOf(groups) ?? []);
}

function timeOf({ h, m, m2, half, word }: Record<string, string | undefined>): string | undefined {
  if (word) return word === 'midnight' ? '00:00' : '12:00';
  const said = numberOf(h as string);
  const hour =
    half?.startsWith('p') && said < 12 ? said + 12 : half?.startsWith('a') && said === 12 ? 0 : said;
  if (hour > 23) return undefined;
  return `${String(hour).padStart(2, '0')}:${m ?? m2 ?? '00'}`;
}

const names: readonly (readonly [Weekday, string])[] = [
  ['mon', 'mon(?:day)?s?'],
  ['tue', 'tue(?:s(?:day)?)?s?'],
  ['wed', 'wed(?:nesday)?s?'],
  ['thu', 'thu(?:r(?:s(?:day)?)?)?s?'],
  ['fri', 'fri(?:day)?s?'],
  ['sat', 'sat(?:urday)?s?'],
  ['sun', 'sun(?:day)?s?'],
];
const order = names.map(([day]) => day);

/** The hyphen of `mon-fri` is gone from the normalised text. */
const hyphenated = /\b[a-z]{3,9}\s?[-–]\s?[a-z]{3,9}\b/i;

/** The days of the week that are said, in their order: `Tuesdays and Thursdays`, `Monday to Friday`, `weekdays`. */
export function takeWeekdays(utterance: Utterance): Weekday[] {
  const all = names.map(([, source]) => source).join('|');
  const span = utterance.take(
    new RegExp(
      `\\b(?:on |from )?(?<from>${all}) ${hyphenated.test(utterance.raw) ? '(?:(?:to|until|till|through|thru|-) )?' : '(?:to|until|till|through|thru|-) '}(?<to>${all})\\b`,
    ),
  );
  if (span) {
    const [from, to] = [dayOf(span.groups?.from), dayOf(span.groups?.to)];
    return to >= from ? order.slice(from, to + 1) : [...order.slice(from), ...order.slice(0, to + 1)];
  }
  if (utterance.take(/\b(?:on )?(?:weekdays|week days|working days|business days|workdays)\b/))
    return order.slice(0, 5);
  if (utterance.take(/\b(?:on |at |over )?(?:the )?weekends?\b/)) return order.slice(5);
  const said = utterance.takeAll(new RegExp(`\\b(?:on )?(?:a |every )?(?<day>${all})\\b`));
  const days = new Set(said.map(({ groups }) => order[dayOf(groups?.day)]));
  return order.filter((day) => days.has(day));
}

function dayOf(said: string | undefined): number {
  return names.findIndex(([, source]) => new RegExp(`^${source}$`).test(said ?? ''));
}
