import type { types } from '@slack/bolt';

/** What `chat.postMessage` and `chat.update` take. `text` is what notifications and screen readers show. */
export interface Message {
  text: string;
  blocks: types.KnownBlock[];
}
