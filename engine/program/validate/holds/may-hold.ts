import { canonicalJson } from '../../../../db/canonical.ts';
import type { Condition, Vocabulary } from '../../condition/ast.ts';
import { countsFit, sumsFit } from './amounts.ts';
import { isLeaf, type Literal } from './literal.ts';
import { intervalOf } from './numbers.ts';
import { boundsOf, passes, someValuePasses, type Test, testOf } from './scalars.ts';

export interface Known {
  vocabulary: Vocabulary;
  /** By id, without circles; one that is not here may be so or so. */
  segments: Readonly<Record<string, Condition>>;
}

/** So many ways are tried; what has more is taken to be possible. */
const MOST_WAYS = 2_000;

/**
 * Whether some lead at some instant could satisfy the condition. False only when none can: what is not understood
 * here, and what would take too long, may hold.
 */
export function mayHold(condition: Condition, known: Known): boolean {
  const ways = { left: MOST_WAYS };
  return search([{ condition, holds: true }], [], known, ways);
}

interface Goal {
  condition: Condition;
  holds: boolean;
}

/** Tries one way after the other to make the goals so, beside the literals that are settled. */
function search(
  goals: readonly Goal[],
  settled: readonly Literal[],
  known: Known,
  ways: { left: number },
): boolean {
  if (ways.left-- <= 0) return true;
  const literals = [...settled];
  const open = [...goals];
  const choices: Goal[][] = [];
  for (let goal = open.pop(); goal !== undefined; goal = open.pop()) {
    const { condition, holds } = goal;
    if (isLeaf(condition)) {
      literals.push({ leaf: condition, holds });
      const meaning = condition.op === 'segment' ? segmentOf(condition.id, known) : undefined;
      if (meaning) open.push({ condition: meaning, holds });
    } else if (condition.op === 'not') {
      open.push({ condition: condition.of, holds: !holds });
    } else {
      const members = condition.of.map((member) => ({ condition: member, holds }));
      if ((condition.op === 'and') === holds) open.push(...members);
      else choices.push(members);
    }
  }
  if (!canBe(literals, known)) return false;
  const [choice, ...others] = choices;
  if (!choice) return true;
  const rest = others.map((members): Goal => allOf(members));
  return choice.some((member) => search([member, ...rest], literals, known, ways));
}

/** A choice that is still open, as one goal: of an OR that is to hold, or an AND that is not. */
function allOf(members: readonly Goal[]): Goal {
  const holds = members[0]?.holds ?? true;
  return { condition: { op: holds ? 'or' : 'and', of: members.map(({ condition }) => condition) }, holds };
}

function segmentOf(id: string, { segments }: Known): Condition | undefined {
  return Object.hasOwn(segments, id) ? segments[id] : undefined;
}

function canBe(literals: readonly Literal[], known: Known): boolean {
  return (
    agree(literals) &&
    eventsFit(literals) &&
    tracksFit(literals) &&
    valuesFit(literals, known) &&
    countsFit(literals, (where) => mayHold(where, known)) &&
    sumsFit(literals)
  );
}

/** Whether no leaf is both to hold and not to hold, whatever it means. */
function agree(literals: readonly Literal[]): boolean {
  const seen = new Map<string, boolean>();
  return literals.every(({ leaf, holds }) => {
    const key = canonicalJson(leaf);
    if ((seen.get(key) ?? holds) !== holds) return false;
    seen.set(key, holds);
    return true;
  });
}

/** One event arrives, and it has one name. */
function eventsFit(literals: readonly Literal[]): boolean {
  const names = literals.flatMap(({ leaf, holds }) => (leaf.op === 'event' && holds ? [leaf.event] : []));
  return new Set(names).size <= 1;
}

function tracksFit(literals: readonly Literal[]): boolean {
  const tracks = literals.flatMap(({ leaf, holds }) => (leaf.op === 'track' ? [{ ...leaf, holds }] : []));
  const states = [undefined, 'on', 'finished'] as const;
  return tracks.every(({ id }) =>
    states.some((state) =>
      tracks
        .filter((other) => other.id === id)
        .every(
          (other) => (other.state === 'ever' ? state !== undefined : state === other.state) === other.holds,
        ),
    ),
  );
}

function valuesFit(literals: readonly Literal[], { vocabulary }: Known): boolean {
  const tests = new Map<string, { field: string | undefined; tests: Test[] }>();
  for (const literal of literals) {
    const found = testOf(literal);
    if (!found) continue;
    const field = 'field' in literal.leaf ? literal.leaf.field : undefined;
    const group = tests.get(found.subject) ?? { field, tests: [] };
    group.tests.push(found.test);
    tests.set(found.subject, group);
  }
  return [...tests.values()].every(({ field, tests: all }) => {
    const kept =
      field !== undefined && Object.hasOwn(vocabulary.fields, field) ? vocabulary.fields[field] : undefined;
    // A lead may have no arm of an experiment, whose conditions stay as they are when it is decided.
    if (kept?.experiment && !all.some(({ holds }) => holds)) return true;
    // What else the engine keeps itself is never missing and of one kind: a stage, or whole points.
    if (kept?.owner === 'engine' && kept.values) return kept.values.some((value) => passes(value, all));
    if (kept?.owner === 'engine' && kept.type === 'number') return pointsFit(all);
    return someValuePasses(all);
  });
}

function pointsFit(tests: readonly Test[]): boolean {
  const listed = tests.flatMap((test) => (test.kind === 'in' && test.holds ? [test.values] : []))[0];
  if (listed) return listed.some((value) => Number.isInteger(value) && passes(value, tests));
  if (tests.some((test) => test.kind === 'known' && !test.holds)) return false;
  return intervalOf(boundsOf(tests), { whole: true }) !== undefined;
}
