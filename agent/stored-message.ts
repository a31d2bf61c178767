import type { UIMessage } from 'ai';
import type { Citation } from './types.ts';

/**
 * Our parts: text, tool calls with outputs, what the text cites with the last number given so far, and the foreign
 * sources that the turn had seen; and the turn's name, where it may be asked again.
 */
export type StoredMessage = Pick<
  UIMessage<
    unknown,
    { tainted: string[]; citations: { cited: Citation[]; numbered: number }; model: string; turn: string }
  >,
  'role' | 'parts'
>;
