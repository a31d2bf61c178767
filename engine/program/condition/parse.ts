import { TrellisError } from '../../../db/errors.ts';
import type { Condition, Vocabulary } from './ast.ts';
import { findFaults } from './check.ts';
import { Cursor } from './cursor.ts';
import { conditionError, faultAt } from './fault.ts';
import { limits } from './limits.ts';
import { parseLeaf } from './parse-leaf.ts';

/**
 * Reads a condition from text, for example
 * `page_visit AND page_url CONTAINS "pricing"`, `email_opens >= 3 IN last_7_days`,
 * `page_visits >= 2 WHERE (page_url CONTAINS "pricing") IN last_30_days`, `company_size IN ("smb", "mid-market")`,
 * `renewal_date BEFORE now + 30 days`, `IN SEGMENT smb-fintech`, `IN LIST "Webinar guests"`, `ON TRACK smb-awareness`,
 * `EVER ON TRACK x`, `FINISHED TRACK x`, `phone IS UNKNOWN`.
 * Keywords in any case. NOT binds closer than AND, AND closer than OR; parentheses keep their node.
 * A name is a field first, then a count, then a property (inside WHERE a property first); `event.NAME` is always the
 * property. Throws TrellisError `condition.syntax`, `condition.unknown_name` or `condition.type` with the place of
 * each fault. Whether an arriving event is there to speak about is for `checkCondition`.
 */
export function parseCondition(text: string, vocabulary: Vocabulary): Condition {
  return readCondition(text, vocabulary).condition;
}

/** The same with the place of every node: its offset in the text. */
export function readCondition(
  text: string,
  vocabulary: Vocabulary,
): { condition: Condition; places: ReadonlyMap<Condition, number> } {
  if (text.length > limits.text) {
    throw conditionError(
      'condition.syntax',
      text,
      limits.text,
      `a condition is at most ${limits.text} characters, this one has ${text.length}; make segments of its parts`,
    );
  }
  const cursor = new Cursor(text, vocabulary);
  const condition = parseOr(cursor);
  if (cursor.peek().kind !== 'end') throw cursor.expected('AND, OR or the end');
  assertMeaning(condition, cursor);
  return { condition, places: cursor.places };
}

function assertMeaning(condition: Condition, cursor: Cursor): void {
  const found = findFaults(condition, cursor.vocabulary, { event: true });
  const first = found[0];
  if (!first) return;
  const faults = found.map(({ node, message }) =>
    faultAt(cursor.text, cursor.places.get(node) ?? 0, message),
  );
  const { message } = conditionError(
    first.code,
    cursor.text,
    cursor.places.get(first.node) ?? 0,
    first.message,
  );
  throw new TrellisError(first.code, message, { faults });
}

function parseOr(cursor: Cursor, where?: string): Condition {
  return parseList(cursor, 'or', () => parseList(cursor, 'and', () => parseNot(cursor, where)));
}

/** One member alone is itself; a list in parentheses stays a member of its own. */
function parseList(cursor: Cursor, op: 'and' | 'or', member: () => Condition): Condition {
  const { start } = cursor.peek();
  const first = member();
  const of = [first];
  while (cursor.accept(op)) of.push(member());
  if (of.length === 1) return first;
  if (of.length > limits.members)
    throw cursor.error(
      'condition.syntax',
      `one ${op.toUpperCase()} joins at most ${limits.members} conditions`,
      start,
    );
  return cursor.place(start, { op, of });
}

function parseNot(cursor: Cursor, where?: string): Condition {
  const { start } = cursor.peek();
  if (cursor.accept('not')) {
    return cursor.place(start, { op: 'not', of: cursor.nested(() => parseNot(cursor, where)) });
  }
  if (cursor.seesSymbol('(')) return parseParentheses(cursor, where);
  return parseLeaf(cursor, where, (event) => parseParentheses(cursor, event));
}

function parseParentheses(cursor: Cursor, where?: string): Condition {
  cursor.expectSymbol('(', 'around the condition');
  const inner = cursor.nested(() => parseOr(cursor, where));
  cursor.expectSymbol(')', 'to close the parenthesis');
  return inner;
}
