/** What a node looks like. */
export type NodeShape = 'box' | 'round' | 'stadium' | 'hexagon' | 'diamond' | 'subroutine' | 'note';

export interface Link {
  to: string;
  words?: string;
}

const brackets: Readonly<Record<NodeShape, readonly [string, string]>> = {
  box: ['[', ']'],
  round: ['(', ')'],
  stadium: ['([', '])'],
  hexagon: ['{{', '}}'],
  diamond: ['{', '}'],
  subroutine: ['[[', ']]'],
  note: ['>', ']'],
};

/** Those that conditions are full of; text is read by people and models too. */
const named: Readonly<Record<string, string>> = { '"': 'quot', '<': 'lt' };

/** One line that declares a node. */
export function node(id: string, shape: NodeShape, words: string): string {
  const [open, close] = brackets[shape];
  return `${id}${open}${label(words)}${close}`;
}

/** One line that leads from a node to another. */
export function edge(from: string): (link: Link) => string {
  return ({ to, words }) =>
    words === undefined ? `${from} --> ${to}` : `${from} -->|${label(words)}| ${to}`;
}

/**
 * Words as Mermaid shows them and never reads: whatever could end the quotation, or be taken for HTML, a link, an entity
 * or Markdown, goes by its number. Lines are kept.
 */
function label(words: string): string {
  const shown = words
    .split(/\r?\n/)
    .map((line) => line.replace(/[^\p{L}\p{N} .,:()=>!?%+*/_@$'“”’–…-]/gu, entityOf))
    .join('<br/>');
  return `"${shown}"`;
}

function entityOf(char: string): string {
  return `#${named[char] ?? char.codePointAt(0)};`;
}
