import type { LoggedInput } from '../sql/replay.ts';
import type { ShownInput } from './types.ts';

/** What of a logged input explanations show. */
export function shownInput({
  seq,
  at,
  kind,
  name,
  source,
  properties,
  payload,
}: Pick<LoggedInput, 'seq' | 'at' | 'kind' | 'name' | 'source' | 'properties' | 'payload'>): ShownInput {
  const { by, version } = (payload ?? {}) as { by?: string; version?: number };
  return {
    seq,
    at,
    kind,
    ...(name !== null && { event: name }),
    ...(source !== null && { source }),
    ...(properties && Object.keys(properties).length > 0 && { properties }),
    ...(by !== undefined && { by }),
    ...(version !== undefined && { version }),
  };
}
