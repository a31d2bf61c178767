import type { Fault } from '../../../db/errors.ts';
import type { Condition, FieldType, Vocabulary } from './ast.ts';
import { checkSummed, checkValue } from './check-value.ts';
import type { ConditionCode } from './fault.ts';
import { didYouMean, pluralOf, propertyNames } from './names.ts';

export interface ConditionFault {
  readonly code: ConditionCode;
  readonly message: string;
  readonly node: Condition;
  /** Into the JSON form: `of/1/where`; empty for the whole. */
  readonly path: string;
}

/** Where a node stands: what it may speak about. */
interface Scope {
  /** An event arrives here. */
  readonly event: boolean;
  /** The counted event, inside WHERE. */
  readonly where?: string;
  /** The one event that a property can only belong to, by an AND with its name. */
  readonly named?: string;
}

/**
 * What is wrong with the meaning of a condition: unknown names, values of a wrong type, and, unless `event` says that
 * an event is arriving where the condition stands, leaves about one. Empty when nothing is. The path is into the JSON form.
 */
export function checkCondition(c: Condition, vocabulary: Vocabulary, options: { event: boolean }): Fault[] {
  return findFaults(c, vocabulary, options).map(({ path, message }) => ({ path, message }));
}

/** The same with the code and the node of each fault. */
export function findFaults(
  c: Condition,
  vocabulary: Vocabulary,
  options: { event: boolean },
): ConditionFault[] {
  const faults: ConditionFault[] = [];
  visit(c, '', { event: options.event });
  return faults;

  function visit(node: Condition, path: string, scope: Scope): void {
    const add = (code: ConditionCode, message: string) => faults.push({ code, message, node, path });
    const inside = (part: string) => (path === '' ? part : `${path}/${part}`);
    if (scope.where !== undefined && !allowedInWhere.has(node.op)) {
      add('condition.type', `inside WHERE only the properties of ${scope.where} can be compared`);
      return;
    }
    switch (node.op) {
      case 'and':
      case 'or': {
        const named = node.op === 'and' ? node.of.find((member) => member.op === 'event')?.event : undefined;
        const narrowed = named === undefined ? scope : { ...scope, named };
        for (const [i, member] of node.of.entries()) visit(member, inside(`of/${i}`), narrowed);
        return;
      }
      case 'not':
        visit(node.of, inside('of'), scope);
        return;
      case 'field':
      case 'field_in':
      case 'known':
      case 'date': {
        const field = Object.hasOwn(vocabulary.fields, node.field)
          ? vocabulary.fields[node.field]
          : undefined;
        if (!field) {
          const near = didYouMean(node.field, Object.keys(vocabulary.fields));
          add('condition.unknown_name', `there is no field "${node.field}".${near}`);
        } else {
          for (const fault of checkValue(node, node.field, field.type, field.values))
            add(fault.code, fault.message);
        }
        return;
      }
      case 'event':
        if (!Object.hasOwn(vocabulary.events, node.event)) addUnknownEvent(node.event, add);
        else if (!scope.event)
          add('condition.type', noEventHere(node.event, `${pluralOf(node.event, vocabulary)} >= 1`));
        return;
      case 'property':
      case 'property_in':
      case 'property_known': {
        const event = scope.where ?? scope.named;
        const types = propertyTypes(vocabulary, node.property, event);
        if (scope.where === undefined && !scope.event) {
          add('condition.type', noEventHere(node.property, countWith(node.property)));
        } else if (types.length === 0) {
          const near = didYouMean(node.property, propertyNames(vocabulary, event));
          add(
            'condition.unknown_name',
            `${event ?? 'no event'} has ${event ? 'no' : 'a'} property "${node.property}".${near}`,
          );
        } else {
          const [first = []] = types
            .map((type) => checkValue(node, node.property, type))
            .sort((a, b) => a.length - b.length);
          for (const fault of first) add(fault.code, fault.message);
        }
        return;
      }
      case 'count':
      case 'sum':
        if (!Object.hasOwn(vocabulary.events, node.event)) addUnknownEvent(node.event, add);
        else {
          const fault = node.op === 'sum' ? checkSummed(node, vocabulary) : undefined;
          if (fault) add(fault.code, fault.message);
          if (node.where) visit(node.where, inside('where'), { event: false, where: node.event });
        }
        return;
      case 'sequence':
        for (const part of ['first', 'second'] as const) {
          const { event, where } = node[part];
          if (!Object.hasOwn(vocabulary.events, event)) addUnknownEvent(event, add);
          else if (where) visit(where, inside(`${part}/where`), { event: false, where: event });
        }
        return;
      default:
        return;
    }
  }

  function addUnknownEvent(name: string, add: (code: ConditionCode, message: string) => void): void {
    add(
      'condition.unknown_name',
      `there is no event "${name}".${didYouMean(name, Object.keys(vocabulary.events))}`,
    );
  }

  function countWith(name: string): string {
    const event = Object.keys(vocabulary.events).find((e) => propertyTypes(vocabulary, name, e).length > 0);
    return event === undefined
      ? 'page_visits >= 1'
      : `${pluralOf(event, vocabulary)} >= 1 WHERE (${name} = ...)`;
  }
}

/** What a count's `where` may be made of: it speaks of one event only. */
export const allowedInWhere: ReadonlySet<Condition['op']> = new Set([
  'and',
  'or',
  'not',
  'property',
  'property_in',
  'property_known',
]);

function noEventHere(name: string, instead: string): string {
  return `${name} speaks of the event that is arriving, and none is here; count past events instead, like ${instead}`;
}

/** The types a property has, on one event or on any. */
function propertyTypes(vocabulary: Vocabulary, name: string, event?: string): FieldType[] {
  const events = event === undefined ? Object.keys(vocabulary.events) : [event];
  const types = events.flatMap((e) => {
    const properties = Object.hasOwn(vocabulary.events, e) ? vocabulary.events[e]?.properties : undefined;
    const type = properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
    return type === undefined ? [] : [type];
  });
  return [...new Set(types)];
}
