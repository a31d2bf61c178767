import type { IngestPorts } from '../../../knowledge/ingest/types.ts';
import type { Principal } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';

/** The library as ingest needs it, for the person who adds. */
export function ingestPorts({ library, clock }: Installation, _principal: Principal): IngestPorts {
  return {
    add: (items) => library.add(items, { now: clock() }),
    retire: (item) => library.retire(item),
  };
}
