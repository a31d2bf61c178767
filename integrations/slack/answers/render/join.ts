import { limits, truncate } from '../../blocks/limits.ts';
import type { Message } from '../../blocks/message.ts';

/** Puts what comes below a text into the message that its end stands in, where both fit into one. */
export function joinMessages(text: readonly Message[], below: readonly Message[]): Message[] {
  const last = text.at(-1);
  const [first, ...others] = below;
  if (!last || !first) return [...text, ...below];
  const blocks = [...last.blocks, ...first.blocks];
  const fits = blocks.length <= limits.blocks && JSON.stringify(blocks).length <= limits.message;
  // What is below says itself in words only where it shows figures.
  const said = truncate(figures(first) ? `${last.text}\n\n${first.text}` : last.text, limits.text);
  return fits ? [...text.slice(0, -1), { text: said, blocks }, ...others] : [...text, ...below];
}

const figures = ({ blocks }: Message) => blocks.some(({ type }) => /^data_/.test(type));
