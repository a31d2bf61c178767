import type { Condition, Occurrence, Scalar, Vocabulary } from './ast.ts';
import { eventOfPlural, isReserved, pluralOf } from './names.ts';

const matches = {
  contains: 'CONTAINS',
  starts_with: 'STARTS WITH',
  ends_with: 'ENDS WITH',
  mentions: 'MENTIONS',
} as const;
const tracks = { on: 'ON TRACK', ever: 'EVER ON TRACK', finished: 'FINISHED TRACK' } as const;

/**
 * The canonical text: `parseCondition` gives back the same tree, nested lists of one kind included. It is longer than
 * a text may be only for a tree that no text of that length could say.
 */
export function printCondition(c: Condition, vocabulary: Vocabulary): string {
  return print(c, vocabulary, undefined);
}

function print(c: Condition, vocabulary: Vocabulary, where: string | undefined): string {
  switch (c.op) {
    case 'and':
    case 'or':
      return c.of
        .map((member) =>
          isList(member) ? `(${print(member, vocabulary, where)})` : print(member, vocabulary, where),
        )
        .join(c.op === 'and' ? ' AND ' : ' OR ');
    case 'not': {
      if (c.of.op === 'known') return `${c.of.field} IS UNKNOWN`;
      if (c.of.op === 'property_known') return `${property(c.of.property, vocabulary, where)} IS UNKNOWN`;
      const inner = print(c.of, vocabulary, where);
      return isList(c.of) ? `NOT (${inner})` : `NOT ${inner}`;
    }
    case 'field':
      return comparison(c.field, c.is, c.value);
    case 'field_in':
      return `${c.field} IN ${values(c.values)}`;
    case 'known':
      return `${c.field} IS KNOWN`;
    case 'date':
      return `${c.field} ${c.is === 'before' ? 'BEFORE' : 'AFTER'} now${offset(c.offsetDays)}`;
    case 'event':
      return c.event;
    case 'property':
      return comparison(property(c.property, vocabulary, where), c.is, c.value);
    case 'property_in':
      return `${property(c.property, vocabulary, where)} IN ${values(c.values)}`;
    case 'property_known':
      return `${property(c.property, vocabulary, where)} IS KNOWN`;
    case 'count':
      return `${pluralOf(c.event, vocabulary)} ${c.is} ${c.value}${filter(c, vocabulary)}${window(c.days)}`;
    case 'sum':
      return `SUM(${c.event}.${c.property}) ${c.is} ${c.value}${filter(c, vocabulary)}${window(c.days)}`;
    case 'sequence': {
      const [first, second] = [c.first, c.second].map((one) => `${one.event}${filter(one, vocabulary)}`);
      return `${first} THEN ${second} WITHIN ${underscored(c.withinDays)}${window(c.days)}`;
    }
    case 'segment':
      return `IN SEGMENT ${id(c.id)}`;
    case 'stakeholders':
      return c.is === '>=' && c.value === 1
        ? `ANY STAKEHOLDER IN SEGMENT ${id(c.id)}`
        : `STAKEHOLDERS IN SEGMENT ${id(c.id)} ${c.is} ${c.value}`;
    case 'list':
      return `IN LIST ${id(c.id)}`;
    case 'track':
      return `${tracks[c.state]} ${id(c.id)}`;
  }
}

function filter({ event, where }: Occurrence, vocabulary: Vocabulary): string {
  return where ? ` WHERE (${print(where, vocabulary, event)})` : '';
}

function window(days: number | undefined): string {
  return days === undefined ? '' : ` IN last_${underscored(days)}`;
}

function underscored(days: number): string {
  return `${days}_${days === 1 ? 'day' : 'days'}`;
}

function isList(c: Condition): boolean {
  return c.op === 'and' || c.op === 'or';
}

function comparison(subject: string, is: Extract<Condition, { op: 'field' }>['is'], value: Scalar): string {
  const operator = is in matches ? matches[is as keyof typeof matches] : is;
  return `${subject} ${operator} ${JSON.stringify(value)}`;
}

function values(all: readonly Scalar[]): string {
  return `(${all.map((value) => JSON.stringify(value)).join(', ')})`;
}

function offset(days: number): string {
  if (days === 0) return '';
  const amount = Math.abs(days);
  return ` ${days > 0 ? '+' : '-'} ${amount} ${amount === 1 ? 'day' : 'days'}`;
}

/** With `event.` only where the bare name would be read as something else. */
function property(name: string, vocabulary: Vocabulary, where: string | undefined): string {
  const taken =
    where === undefined &&
    (Object.hasOwn(vocabulary.fields, name) || eventOfPlural(name, vocabulary) !== undefined);
  return taken || isReserved(name) ? `event.${name}` : name;
}

function id(name: string): string {
  return /^[A-Za-z][A-Za-z0-9-]*$/.test(name) ? name : JSON.stringify(name);
}
