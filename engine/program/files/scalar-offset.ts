import { isScalar, type Node } from 'yaml';

/**
 * Where in the text of a file the character at `offset` of a scalar's value stands: with quotes, escapes, folded lines
 * and block scalars. What folding made of a line break is found at the break.
 */
export function scalarOffset(text: string, node: Node, offset: number): number | undefined {
  if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return undefined;
  const [start, end] = node.range;
  const value = node.value;
  const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
  const isDouble = node.type === 'QUOTE_DOUBLE';
  let at = isBlock
    ? text.indexOf('\n', start) + 1
    : start + (isDouble || node.type === 'QUOTE_SINGLE' ? 1 : 0);
  let lineStart = isBlock;
  for (let i = 0; i <= offset && at < end; i++) {
    if (lineStart) at = afterBlanks(text, at);
    lineStart = false;
    if (i === offset) break;
    const char = value[i];
    if (isDouble && text[at] === '\\') {
      at = afterEscape(text, at);
    } else if (node.type === 'QUOTE_SINGLE' && text.startsWith("''", at)) {
      at += 2;
    } else if (
      text[at] === '\n' ||
      (/\s/.test(char ?? '') && /^[ \t]*\r?\n/.test(text.slice(at, at + 200)))
    ) {
      // One or more breaks in the file are one white space of the value, or as many breaks as are blank lines.
      at = text.indexOf('\n', at) + 1;
      lineStart = true;
    } else at += 1;
  }
  return Math.min(at, end);
}

function afterBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at;
}

function afterEscape(text: string, at: number): number {
  const digits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
  return at + 2 + (digits[text[at + 1] ?? ''] ?? 0);
}
