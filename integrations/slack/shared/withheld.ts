import { section } from '../blocks/build.ts';
import type { Message } from '../blocks/message.ts';

/** Shown in place of a card that has to be drawn anew where people of another company read and nobody allows it. */
export function withheldCard(): Message {
  const text =
    'People of another company read this channel, so what stood here is shown on our own pages only, until an admin of Trellis allows it with `/trellis share on`.';
  return { text, blocks: [section(text)] };
}
