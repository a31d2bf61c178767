import { suggestFields } from '../../../knowledge/ingest/suggest-fields.ts';
import type { IngestPorts } from '../../../knowledge/ingest/types.ts';
import { mayApproveContent } from '../../auth/guards.ts';
import type { Principal } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { createSuggester } from './suggester.ts';

/** The library as ingest needs it, for the person who adds. */
export type PortsFor = (principal: Principal) => IngestPorts;

export function createPorts(installation: Installation): PortsFor {
  const { library, clock } = installation;
  const ask = createSuggester(installation);
  return (principal) => {
    const mayApprove = mayApproveContent(principal);
    return {
      mayApprove,
      add: (items) => library.add(items, { now: clock(), mayApprove }),
      retire: (item) => library.retire(item, clock()),
      suggest: (raw) => suggestFields(raw, ask?.(principal.person.id)),
    };
  };
}
