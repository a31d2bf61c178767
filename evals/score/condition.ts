import type { Condition, Vocabulary } from '../../engine/program/condition/ast.ts';
import { parseCondition } from '../../engine/program/condition/parse.ts';
import { printCondition } from '../../engine/program/condition/print.ts';
import { conditionSchema } from '../../engine/program/condition/schema.ts';

/**
 * What two conditions of one meaning share: parts of AND and OR in one order and each once, NOT of a comparison turned
 * round, a list of one as `=`. Undefined for what is no condition.
 */
export function meaningOf(said: unknown, vocabulary: Vocabulary): string | undefined {
  try {
    const condition =
      typeof said === 'string' ? parseCondition(said, vocabulary) : conditionSchema.parse(said);
    return printCondition(plain(condition), vocabulary);
  } catch {
    return undefined;
  }
}

const turned = { '=': '!=', '!=': '=' } as const;

function plain(condition: Condition): Condition {
  switch (condition.op) {
    case 'and':
    case 'or': {
      const { op } = condition;
      const parts = condition.of.map(plain).flatMap((part) => (part.op === op ? part.of : [part]));
      const byText = new Map(parts.map((part) => [JSON.stringify(part), part]));
      const of = [...byText.keys()].sort().map((key) => byText.get(key) as Condition);
      return of.length === 1 ? (of[0] as Condition) : { op, of };
    }
    case 'not': {
      const of = plain(condition.of);
      if (of.op === 'not') return of.of;
      if ((of.op === 'field' || of.op === 'property') && (of.is === '=' || of.is === '!='))
        return { ...of, is: turned[of.is] };
      return { op: 'not', of };
    }
    case 'field_in':
    case 'property_in': {
      const values = [...new Set(condition.values)].sort();
      const [only] = values;
      if (values.length !== 1 || only === undefined) return { ...condition, values };
      return condition.op === 'field_in'
        ? { op: 'field', field: condition.field, is: '=', value: only }
        : { op: 'property', property: condition.property, is: '=', value: only };
    }
    case 'count':
    case 'sum':
      return withWhere(atLeast(condition));
    case 'sequence':
      return { ...condition, first: withWhere(condition.first), second: withWhere(condition.second) };
    default:
      return condition;
  }
}

/** `> 2` of whole numbers is `>= 3`, and `< 1` is `= 0`. */
function atLeast<C extends Extract<Condition, { op: 'count' | 'sum' }>>(condition: C): C {
  if (condition.op !== 'count') return condition;
  if (condition.is === '>') return atLeast({ ...condition, is: '>=', value: condition.value + 1 });
  if (condition.is === '<') return atLeast({ ...condition, is: '<=', value: condition.value - 1 });
  if (condition.is === '<=' && condition.value === 0) return { ...condition, is: '=' };
  if (condition.is === '!=' && condition.value === 0) return { ...condition, is: '>=', value: 1 };
  return condition;
}

function withWhere<T extends { readonly where?: Condition }>(counted: T): T {
  return counted.where ? { ...counted, where: plain(counted.where) } : counted;
}
