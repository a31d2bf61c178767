import type { types } from '@slack/bolt';

type Block = types.KnownBlock;

/** Slack refuses a message beyond these; lengths are in UTF-16 units after escaping. */
export const limits = {
  blocks: 50,
  section: 3000,
  header: 150,
  contextElements: 10,
  actionsElements: 25,
  button: 75,
  value: 2000,
  blockId: 255,
  /** Measured: a whole message beyond about 13,200 characters is refused. */
  message: 13_000,
  /** The notification text beside the blocks; `chat.update` takes no more. */
  text: 4000,
} as const;

/** Cuts escaped mrkdwn to `max` with an ellipsis, never inside an entity like `&amp;`. */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max - 1).replace(/&[a-z]*$|[\uD800-\uDBFF]$/, '')}…`;
}

/**
 * Splits escaped mrkdwn into pieces of at most `max`: at an empty line where there is one, else at a line, a space,
 * or anywhere outside an entity. Nothing but the white space at the cuts is lost.
 */
export function splitText(text: string, max: number): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > max) {
    const cut = cutAt(rest, max);
    pieces.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  if (rest !== '') pieces.push(rest);
  return pieces;
}

function cutAt(text: string, max: number): number {
  for (const separator of ['\n\n', '\n', ' ']) {
    const at = text.lastIndexOf(separator, max);
    if (at > max / 2) return at;
  }
  return text.slice(0, max).replace(/&[a-z]*$|[\uD800-\uDBFF]$/, '').length;
}

/** What Slack would refuse about a message, one line each; empty when it would take it. Used by the tests. */
export function lintMessage(message: { text: string; blocks?: readonly Block[] }): string[] {
  const blocks = message.blocks ?? [];
  const faults = blocks.flatMap((block, index) =>
    lintBlock(block).map((fault) => `blocks/${index}: ${fault}`),
  );
  const over = (what: string, length: number, max: number) => {
    if (length > max) faults.push(`${what} is ${length}, at most ${max}`);
  };
  over('text', message.text.length, limits.text);
  over('blocks', blocks.length, limits.blocks);
  over('the whole message', textsOf(blocks).join('').length, limits.message);
  if (message.text === '') faults.push('text is empty: notifications would show nothing');
  const ids = blocks.flatMap((block) => block.block_id ?? []);
  if (new Set(ids).size < ids.length) faults.push('two blocks have the same block_id');
  return faults;
}

function lintBlock(block: Block): string[] {
  const faults: string[] = [];
  const text = (what: string, value: string, max: number) => {
    if (value.length === 0) faults.push(`${what} is empty`);
    if (value.length > max) faults.push(`${what} is ${value.length}, at most ${max}`);
  };
  if ((block.block_id?.length ?? 0) > limits.blockId) faults.push('block_id is too long');
  if (block.type === 'header') text('header', block.text.text, limits.header);
  if (block.type === 'section') text('section', block.text?.text ?? '', limits.section);
  if (block.type === 'context') {
    if (block.elements.length > limits.contextElements) faults.push('too many elements');
    for (const element of block.elements)
      if ('text' in element) text('context', element.text, limits.section);
  }
  if (block.type === 'actions') {
    if (block.elements.length > limits.actionsElements) faults.push('too many elements');
    for (const element of block.elements) {
      if (element.type !== 'button') continue;
      text('button', element.text.text, limits.button);
      text('value', element.value ?? '', limits.value);
    }
  }
  for (const value of textsOf([block])) {
    if (/<(?![@#!]?[\w:/?=&.^%{}~+, -]*(\|[^<>]*)?>)/.test(value)) faults.push('an unescaped "<"');
  }
  return faults;
}

/** Every mrkdwn or plain text in the blocks. */
function textsOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.type === 'header') return [block.text.text];
    if (block.type === 'section') return [block.text?.text ?? ''];
    if (block.type === 'context')
      return block.elements.flatMap((element) => ('text' in element ? element.text : []));
    return [];
  });
}
