import type { Condition } from '../../../../engine/program/condition/ast.ts';
import type { EventSlot } from '../../slots/events.ts';

/** The event arriving now, and what else must hold. */
export function arriving(
  event: EventSlot,
  others: readonly Condition[],
  days: number | undefined,
): Condition {
  const { where } = event;
  const parts: Condition[] = [
    { op: 'event', event: event.event },
    ...(where ? (where.op === 'and' ? where.of : [where]) : []),
    ...(event.counted && event.count > 1
      ? [
          {
            op: 'count',
            event: event.event,
            ...(where && { where }),
            is: event.is,
            value: event.count,
            ...(days && { days }),
          } as const,
        ]
      : []),
    ...others,
  ];
  return parts.length === 1 ? (parts[0] as Condition) : { op: 'and', of: parts };
}
