import type { z } from 'zod';
import { TrellisError } from '../../../db/errors.ts';
import type { ToolContext } from '../../tool.ts';
import { fileChange } from '../changes.ts';
import type { changeOutput } from '../schemas.ts';
import { opportunitiesFor } from './find.ts';

/**
 * Files the prefilled change of an opportunity for approval, with its evidence as the reason. It is looked for again: what
 * is not so any more is not proposed. Throws `opportunity.unknown`, `opportunity.no_change`, and what proposing throws.
 */
export async function proposeOpportunity(
  context: ToolContext,
  id: string,
  { days }: { days?: number | undefined } = {},
): Promise<z.input<typeof changeOutput>> {
  const { opportunities } = await opportunitiesFor(context, { days });
  const found = opportunities.find((one) => one.id === id);
  if (!found)
    throw new TrellisError(
      'opportunity.unknown',
      'There is no such opportunity now; the figures or the program have moved on. List them again.',
    );
  if (!found.change)
    throw new TrellisError('opportunity.no_change', `There is no change to file for this one. ${found.note}`);
  return fileChange(context, { ...found.change, reason: found.words });
}
