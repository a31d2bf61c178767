import type { Condition, Vocabulary } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { limits } from './limits.ts';
import { allNames, didYouMean, eventOfPlural, isReserved, pluralOf, propertyNames } from './names.ts';
import { acceptOperator, parseComparison, parseWhole, seesComparison } from './parse-comparison.ts';
import { parseCount, parseSum } from './parse-count.ts';
import { parseSequence, seesSequence } from './parse-sequence.ts';

type ParseWhere = (event: string) => Condition;

/** Reads one condition that has no AND, OR or NOT of its own. `where` names the counted event inside its WHERE. */
export function parseLeaf(cursor: Cursor, where: string | undefined, parseWhere: ParseWhere): Condition {
  const { start } = cursor.peek();
  const leaf = parseMembership(cursor) ?? parseNamed(cursor, where, parseWhere);
  // A sugared leaf (`NOT IN`) has its parts placed by now; this places the whole.
  return cursor.place(start, leaf);
}

function parseMembership(cursor: Cursor): Condition | undefined {
  if (cursor.accept('in', 'segment')) return { op: 'segment', id: parseId(cursor, 'segment') };
  if (cursor.accept('any', 'stakeholder', 'in', 'segment'))
    return { op: 'stakeholders', id: parseId(cursor, 'segment'), is: '>=', value: 1 };
  if (cursor.accept('stakeholders', 'in', 'segment')) return parseStakeholders(cursor);
  if (cursor.accept('in', 'list')) return { op: 'list', id: parseId(cursor, 'list') };
  if (cursor.accept('ever', 'on', 'track'))
    return { op: 'track', id: parseId(cursor, 'track'), state: 'ever' };
  if (cursor.accept('on', 'track')) return { op: 'track', id: parseId(cursor, 'track'), state: 'on' };
  if (cursor.accept('finished', 'track'))
    return { op: 'track', id: parseId(cursor, 'track'), state: 'finished' };
  return undefined;
}

function parseStakeholders(cursor: Cursor): Condition {
  const id = parseId(cursor, 'segment');
  const is = acceptOperator(cursor);
  if (is === undefined)
    throw cursor.expected('how many stakeholders, like >= 2; or say ANY STAKEHOLDER IN SEGMENT');
  const value = parseWhole(cursor, 'how many');
  if (value > limits.count) throw cursor.error('condition.syntax', `counts go up to ${limits.count}`);
  return { op: 'stakeholders', id, is, value };
}

/** An id as it stands, or any name in quotes. */
function parseId(cursor: Cursor, kind: string): string {
  const { kind: token, text } = cursor.peek();
  if (token === 'string' && text !== '') return cursor.next().text;
  const id = cursor.acceptPattern(/[A-Za-z][A-Za-z0-9-]*/);
  if (id === undefined) throw cursor.expected(`the id of a ${kind}`);
  return id;
}

function parseNamed(cursor: Cursor, where: string | undefined, parseWhere: ParseWhere): Condition {
  const { vocabulary } = cursor;
  const word = cursor.peek();
  if (word.kind !== 'word') throw cursor.expected('a condition');
  if (word.text.toLowerCase() === 'event' && cursor.peek(1).text === '.') return parseProperty(cursor);
  if (isReserved(word.text)) throw cursor.expected('a condition');
  const name = cursor.next().text;
  if (name.toLowerCase() === 'sum' && cursor.seesSymbol('(')) return parseSum(cursor, parseWhere);
  if (Object.hasOwn(vocabulary.events, name) && seesSequence(cursor))
    return parseSequence(cursor, name, parseWhere);
  const compared = seesComparison(cursor);

  if (where !== undefined && propertyNames(vocabulary, where).includes(name))
    return parseComparison(cursor, { kind: 'property', name }, word.start);
  if (Object.hasOwn(vocabulary.fields, name))
    return parseComparison(cursor, { kind: 'field', name }, word.start);
  const counted = eventOfPlural(name, vocabulary);
  if (counted !== undefined) return parseCount(cursor, counted, parseWhere);
  if (Object.hasOwn(vocabulary.events, name) && !compared) return { op: 'event', event: name };
  if (propertyNames(vocabulary).includes(name))
    return parseComparison(cursor, { kind: 'property', name }, word.start);
  if (Object.hasOwn(vocabulary.events, name)) {
    throw cursor.error(
      'condition.syntax',
      `${name} names one arriving event; a count is written in the plural, like ${pluralOf(name, vocabulary)} >= 1`,
    );
  }
  throw unknownName(cursor, name, word.start, vocabulary, where);
}

function parseProperty(cursor: Cursor): Condition {
  const { start } = cursor.next();
  cursor.expectSymbol('.', 'after event');
  const word = cursor.peek();
  if (word.kind !== 'word') throw cursor.expected('the name of a property');
  return parseComparison(cursor, { kind: 'property', name: cursor.next().text }, start);
}

function unknownName(
  cursor: Cursor,
  name: string,
  start: number,
  vocabulary: Vocabulary,
  where?: string,
): Error {
  const candidates = where === undefined ? allNames(vocabulary) : propertyNames(vocabulary, where);
  const what = where === undefined ? 'there is no field, event or property' : `${where} has no property`;
  const own = where === undefined || candidates.length === 0 ? '' : ` It has ${candidates.join(', ')}.`;
  return cursor.error(
    'condition.unknown_name',
    `${what} "${name}".${didYouMean(name, candidates) || own}`,
    start,
  );
}
