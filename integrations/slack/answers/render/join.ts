import { limits } from '../../blocks/limits.ts';
import type { Message } from '../../blocks/message.ts';

/** Puts what comes below a text into the message that its end stands in, where both fit into one. */
export function joinMessages(text: readonly Message[], below: readonly Message[]): Message[] {
  const last = text.at(-1);
  const [first, ...others] = below;
  if (!last || !first) return [...text, ...below];
  const blocks = [...last.blocks, ...first.blocks];
  const fits = blocks.length <= limits.blocks && JSON.stringify(blocks).length <= limits.message;
  return fits ? [...text.slice(0, -1), { text: last.text, blocks }, ...others] : [...text, ...below];
}
