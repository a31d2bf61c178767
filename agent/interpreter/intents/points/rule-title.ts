import type { EventSlot } from '../../slots/events.ts';

/** `Pricing page visit`, `Content download: case-study`. */
export function titleOf(event: EventSlot): string {
  const name = event.event.replaceAll('_', ' ');
  const where = event.where;
  const values = (where?.op === 'and' ? where.of : where ? [where] : []).flatMap((c) =>
    c.op === 'property' && typeof c.value === 'string' ? [c.value] : [],
  );
  const often = event.counted && event.count > 1 ? `, ${event.count} times` : '';
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}${values.length > 0 ? `: ${values.join(', ')}` : ''}${often}`;
}
