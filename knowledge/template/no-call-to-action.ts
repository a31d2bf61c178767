import { TrellisError } from '../../db/errors.ts';

/** What to do about an item that leads nowhere. */
export function noCallToAction(id: string): TrellisError {
  return new TrellisError(
    'content.no_call_to_action',
    `"${id}" has no call to action: say where its button leads and what it says, such as \`trellis library set ${id} cta.label="Read the guide" cta.url=https://…\`.`,
  );
}
