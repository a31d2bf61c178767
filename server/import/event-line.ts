import { canonicalJson, sha256Hex } from '../../db/canonical.ts';
import type { Fault } from '../../db/errors.ts';
import { type MappedEvent, type MappingContext, toEvent } from '../segment/to-event.ts';

/**
 * A line of an event file, a record as the Segment protocol has it; `type` may be left out for track calls. Without
 * a messageId the record's content is its id, so that importing a file twice changes nothing.
 */
export function eventLineToEvent(
  record: unknown,
  path: string,
  context: Omit<MappingContext, 'path' | 'messageId'>,
): { events: MappedEvent[] } | { faults: Fault[] } {
  const typed =
    typeof record === 'object' && record !== null && !('type' in record)
      ? { ...record, type: 'track' }
      : record;
  const mapped = toEvent(typed, {
    ...context,
    path,
    messageId: () => `event:${sha256Hex(canonicalJson(typed)).slice(0, 32)}`,
  });
  return 'faults' in mapped ? mapped : { events: [{ ...mapped.event, historic: true }] };
}
