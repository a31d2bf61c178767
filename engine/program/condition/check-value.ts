import type { Condition, FieldType, Scalar, Vocabulary } from './ast.ts';
import type { ConditionCode } from './fault.ts';
import { didYouMean } from './names.ts';
import { instantOf } from './scalars.ts';

interface ValueFault {
  readonly code: ConditionCode;
  readonly message: string;
}

const typeNames: Readonly<Record<FieldType, string>> = {
  text: 'text, compare it with a text in quotes',
  number: 'a number, compare it with a number without quotes',
  boolean: 'true or false, compare it by = or !=',
  date: 'a date, compare it by BEFORE or AFTER with now + 30 days or with "2026-03-01"',
};

/** Whether a leaf compares a name of this type (and, for closed lists, with these values) in a way that can hold. */
export function checkValue(
  leaf: Condition,
  name: string,
  type: FieldType,
  values?: readonly string[],
): ValueFault[] {
  const mismatch: ValueFault = { code: 'condition.type', message: `${name} is ${typeNames[type]}` };
  switch (leaf.op) {
    case 'date':
      return type === 'date' ? [] : [mismatch];
    case 'field_in':
    case 'property_in':
      return leaf.values
        .flatMap((value) => (fits(value, type) ? checkListed(name, value, values) : [mismatch]))
        .slice(0, 1);
    case 'field':
    case 'property': {
      if (!fits(leaf.value, type)) return [mismatch];
      const equality = leaf.is === '=' || leaf.is === '!=';
      if (equality) return checkListed(name, leaf.value, values);
      const isMatch =
        leaf.is === 'contains' ||
        leaf.is === 'starts_with' ||
        leaf.is === 'ends_with' ||
        leaf.is === 'mentions';
      if (type === 'boolean' || (isMatch && type !== 'text')) return [mismatch];
      if (values && !isMatch) {
        const message = `${name} has no order, its values are ${values.join(', ')}; use =, != or IN`;
        return [{ code: 'condition.type', message }];
      }
      return [];
    }
    default:
      return [];
  }
}

/** What is wrong with what a sum adds up: only numbers are, and only those of its event. */
export function checkSummed(
  { event, property }: { event: string; property: string },
  vocabulary: Vocabulary,
): ValueFault | undefined {
  const properties = vocabulary.events[event]?.properties ?? {};
  const type = Object.hasOwn(properties, property) ? properties[property] : undefined;
  if (type === 'number') return undefined;
  const numbers = Object.keys(properties).filter((name) => properties[name] === 'number');
  const instead =
    numbers.length === 0
      ? `${event} has no property that is a number`
      : `a sum is of ${numbers.join(' or ')}`;
  return type === undefined
    ? {
        code: 'condition.unknown_name',
        message: `${event} has no property "${property}".${didYouMean(property, numbers) || ` ${capital(instead)}.`}`,
      }
    : { code: 'condition.type', message: `${property} is no number; ${instead}` };
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function fits(value: Scalar, type: FieldType): boolean {
  if (type === 'date') {
    return (
      typeof value === 'string' &&
      instantOf(value.length === 10 ? `${value}T00:00:00.000Z` : value) !== undefined
    );
  }
  return typeof value === (type === 'text' ? 'string' : type);
}

function checkListed(name: string, value: Scalar, values: readonly string[] | undefined): ValueFault[] {
  if (!values || values.includes(value as string)) return [];
  const message = `${name} is one of ${values.join(', ')}, never ${JSON.stringify(value)}.${didYouMean(String(value), values)}`;
  return [{ code: 'condition.unknown_name', message }];
}
