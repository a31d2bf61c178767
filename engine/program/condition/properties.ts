import type { Condition, Scalar } from './ast.ts';
import { compareScalar, isScalar } from './scalars.ts';

/** Whether an event's properties satisfy a `where`. Leaves that no `where` may hold are false. */
export function evaluateProperties(where: Condition, properties: Readonly<Record<string, Scalar>>): boolean {
  switch (where.op) {
    case 'and':
      for (const member of where.of) if (!evaluateProperties(member, properties)) return false;
      return true;
    case 'or':
      for (const member of where.of) if (evaluateProperties(member, properties)) return true;
      return false;
    case 'not':
      return !evaluateProperties(where.of, properties);
    case 'property':
      return compareScalar(properties[where.property], where.is, where.value);
    case 'property_in':
      return where.values.includes(properties[where.property] as Scalar);
    case 'property_known':
      return isScalar(properties[where.property]);
    default:
      return false;
  }
}
