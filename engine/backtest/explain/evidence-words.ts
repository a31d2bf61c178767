import type { Comparison, Condition, Scalar } from '../../program/condition/ast.ts';
import { pluralOf } from '../../program/condition/names.ts';
import { quote } from '../../program/diff/words.ts';
import { defaultVocabulary } from '../../program/vocabulary.ts';
import { deciding, type Evidence } from './evidence.ts';
import type { Names } from './names.ts';

const most = 80;

/**
 * What decided, with the values found: `there were 3 page visits in the last 7 days (2 or more needed)`. The parts of an AND that
 * fails are those that fail.
 */
export function evidenceWords(evidence: Evidence, names: Names): string[] {
  const parts = deciding(evidence);
  // That the event was the one that arrived is said by naming it.
  const telling = parts.filter(({ condition, holds }) => !(condition.op === 'event' && holds));
  return (telling.length > 0 ? telling : parts).map((part) => leafWords(part, names, false));
}

function leafWords(evidence: Evidence, names: Names, ruledOut: boolean): string {
  const { condition: c, holds, found, text } = evidence;
  switch (c.op) {
    case 'and':
    case 'or':
      return deciding(evidence)
        .map((part) => leafWords(part, names, ruledOut))
        .join('; ');
    case 'not':
      return (evidence.parts ?? []).map((part) => leafWords(part, names, !ruledOut)).join('; ') || text;
    case 'field':
      return compared(fieldName(c.field), c, evidence, ruledOut);
    case 'property':
      return compared(plain(c.property), c, evidence, ruledOut);
    case 'field_in':
    case 'property_in': {
      const name = c.op === 'field_in' ? fieldName(c.field) : plain(c.property);
      const values = c.values.map(valueText).join(', ');
      return holds === ruledOut
        ? `${isWords(name, found)} (${ruledOut ? 'ruled out: ' : 'needed: '}${values})`
        : isWords(name, found);
    }
    case 'known':
    case 'property_known':
      return `${c.op === 'known' ? fieldName(c.field) : plain(c.property)} is ${holds ? 'known' : 'not known'}`;
    case 'date':
      return dateWords(c, found, ruledOut);
    case 'event':
      return `the event is ${holds ? '' : 'no '}${plain(c.event)}`;
    case 'count': {
      const noun = found === 1 ? plain(c.event) : plain(pluralOf(c.event, defaultVocabulary));
      return `there ${found === 1 ? 'was' : 'were'} ${amount(found)} ${noun}${whereWords(c.where)}${windowWords(c.days)}${needs(c.is, c.value, ruledOut, found, noneMayBe)}`;
    }
    case 'sum':
      return `${plain(c.event)} ${plain(c.property)} is ${amount(found)} in all${whereWords(c.where)}${windowWords(c.days)}${needs(c.is, c.value, ruledOut, found)}`;
    case 'stakeholders':
      return `there ${found === 1 ? 'is' : 'are'} ${amount(found)} ${found === 1 ? 'lead' : 'leads'} of the account in segment ${names.segment(c.id)}${needs(c.is, c.value, ruledOut, found, noneMayBe)}`;
    case 'segment': {
      const because = (evidence.parts ?? []).flatMap((part) => evidenceWords(part, names));
      const why = because.length > 0 ? `, as ${because.join(' and ')}` : '';
      return `${holds ? 'in' : 'not in'} segment ${names.segment(c.id)}${why}`;
    }
    case 'list':
      return `${holds ? 'on' : 'not on'} list ${quote(c.id)}`;
    case 'track': {
      const never = c.state === 'ever' && !holds;
      const verb = { on: 'on', ever: never ? 'never on' : 'has been on', finished: 'finished with' }[c.state];
      return `${holds || never ? '' : 'not '}${verb} ${names.track(c.id)}`;
    }
    case 'sequence':
      return `${holds ? '' : 'not: '}${text}`;
  }
}

function compared(
  name: string,
  { is, value }: Extract<Condition, { op: 'field' | 'property' }>,
  { found, holds }: Evidence,
  ruledOut: boolean,
): string {
  if (typeof value === 'number' && (found === null || found === undefined || typeof found === 'number')) {
    const has = typeof found === 'number' ? `${name} is ${numbers.format(found)}` : `${name} is not known`;
    return `${has}${needs(is as Comparison, value, ruledOut, found)}`;
  }
  const wanted = valueText(value);
  const same = found === value;
  switch (is) {
    case '=':
    case '!=': {
      const mustBe = (is === '=') !== ruledOut;
      if (mustBe) return same ? isWords(name, found) : `${isWords(name, found)}, not ${wanted}`;
      return same ? `${isWords(name, found)}, which is ruled out` : `${isWords(name, found)}, not ${wanted}`;
    }
    case 'contains':
    case 'starts_with':
    case 'ends_with':
    case 'mentions': {
      const verb = is.replace('_', ' ').replace(/^(contain|start|end|mention)s/, '$1');
      if (found === null || found === undefined) return `${name} is not known (must ${verb} ${wanted})`;
      return holds
        ? `${name} ${is.replace('_', ' ')} ${wanted}`
        : `${name} ${valueText(found)} does not ${verb} ${wanted}`;
    }
    default:
      return `${isWords(name, found)} (${ruledOut ? 'ruled out' : 'needed'}: ${is} ${wanted})`;
  }
}

function isWords(name: string, found: Scalar | null | undefined): string {
  return found === null || found === undefined ? `${name} is not known` : `${name} is ${valueText(found)}`;
}

function dateWords(
  { field, is, offsetDays }: Extract<Condition, { op: 'date' }>,
  found: Scalar | null | undefined,
  ruledOut: boolean,
): string {
  const days = Math.abs(offsetDays);
  const limit =
    days === 0 ? 'now' : `${days} ${days === 1 ? 'day' : 'days'} ${offsetDays > 0 ? 'ahead' : 'ago'}`;
  const has = typeof found === 'string' ? `is ${found.slice(0, 10)}` : 'is not known';
  return `${fieldName(field)} ${has} (must ${ruledOut ? 'not ' : ''}be ${is} ${limit})`;
}

/** ` (2 or more needed)`; nothing where none is wanted and none there is. `none`: how it is said that none may be. */
function needs(
  is: Comparison,
  value: number,
  ruledOut: boolean,
  found: Scalar | null | undefined,
  none = 'must be 0',
): string {
  const wanted = ruledOut ? opposites[is] : is;
  if (wanted === '=' && value === 0) return found === 0 ? '' : ` (${none})`;
  const n = numbers.format(value);
  const words: Readonly<Record<Comparison, string>> = {
    '>=': `${n} or more`,
    '>': `more than ${n}`,
    '<=': `at most ${n}`,
    '<': `fewer than ${n}`,
    '=': `exactly ${n}`,
    '!=': `any number but ${n}`,
  };
  return ` (${words[wanted]} needed)`;
}

const noneMayBe = 'there must be none';

const opposites: Readonly<Record<Comparison, Comparison>> = {
  '>=': '<',
  '>': '<=',
  '<=': '>',
  '<': '>=',
  '=': '!=',
  '!=': '=',
};

function whereWords(where: Condition | undefined): string {
  if (!where) return '';
  const parts = where.op === 'and' ? where.of : [where];
  const words = parts.map((part) => {
    if (part.op === 'property')
      return `${plain(part.property)} ${part.is.replace('_', ' ')} ${valueText(part.value)}`;
    if (part.op === 'property_in')
      return `${plain(part.property)} in ${part.values.map(valueText).join(', ')}`;
    return undefined;
  });
  return words.includes(undefined) ? ' of the kind asked for' : ` where ${words.join(' and ')}`;
}

function windowWords(days: number | undefined): string {
  return days === undefined ? '' : ` in the last ${days === 1 ? 'day' : `${days} days`}`;
}

/** `lead_score` is the score; other names lose their underscores. */
function fieldName(field: string): string {
  return field === 'lead_score' ? 'score' : plain(field);
}

/** `page_visit` as `page visit`. */
export function plain(name: string): string {
  return name.replaceAll('_', ' ');
}

/** Values may be anything that a lead or a website wrote: in quotes, on one line, not too long. */
export function valueText(value: Scalar): string {
  if (typeof value === 'number') return numbers.format(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return quote(value.length > most ? `${value.slice(0, most - 1)}…` : value);
}

const numbers = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 });

/** How many there are. */
function amount(value: Scalar | null | undefined): string {
  return typeof value === 'number' && value !== 0 ? numbers.format(value) : 'no';
}
