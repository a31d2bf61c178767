import type { IngestPorts } from '../../../knowledge/ingest/types.ts';
import { mayApproveContent } from '../../auth/guards.ts';
import type { Principal } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';

/** The library as ingest needs it, for the person who adds. */
export function ingestPorts({ library, clock }: Installation, principal: Principal): IngestPorts {
  const mayApprove = mayApproveContent(principal);
  return {
    add: (items) => library.add(items, { now: clock(), mayApprove }),
    retire: (item) => library.retire(item, clock()),
  };
}
