import { conditionError } from './fault.ts';
import { isStorableText, limits } from './limits.ts';

export interface Token {
  readonly kind: 'word' | 'number' | 'string' | 'symbol' | 'end';
  /** The word or symbol as written, or the content of the string. */
  readonly text: string;
  /** Offsets into the condition's text, end exclusive. */
  readonly start: number;
  readonly end: number;
}

const pattern =
  /\s+|(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?!\w)|(?<word>\w+)|(?<symbol><=|>=|!=|[=<>(),.+\-≤≥≠])|(?<quote>["'“])/uy;

const closing: Readonly<Record<string, string>> = { '"': '"', "'": "'", '“': '”' };
const sameSymbol: Readonly<Record<string, string>> = { '≤': '<=', '≥': '>=', '≠': '!=' };
const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** Cuts a text into tokens, the last of kind `end`. Strings take the quotes of keyboards and of word processors. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) throw conditionError('condition.syntax', text, at, unreadable(text, at));
    const { word, number, symbol, quote } = found.groups ?? {};
    if (quote) {
      const token = readString(text, at);
      tokens.push(token);
      at = token.end;
      continue;
    }
    const start = at;
    at = pattern.lastIndex;
    if (word) tokens.push({ kind: 'word', text: word, start, end: at });
    else if (number) tokens.push({ kind: 'number', text: number, start, end: at });
    else if (symbol) tokens.push({ kind: 'symbol', text: sameSymbol[symbol] ?? symbol, start, end: at });
  }
  tokens.push({ kind: 'end', text: '', start: at, end: at });
  return tokens;
}

function unreadable(text: string, at: number): string {
  const found = String.fromCodePoint(text.codePointAt(at) as number);
  return `${JSON.stringify(found)} has no meaning here; put text into quotes`;
}

function readString(text: string, start: number): Token {
  const close = closing[text[start] as string] as string;
  const syntax = (at: number, message: string) => conditionError('condition.syntax', text, at, message);
  let value = '';
  let at = start + 1;
  for (;;) {
    const char = text[at];
    if (char === undefined) throw syntax(start, `this text has no closing ${close}`);
    if (char === close) break;
    if (char !== '\\') {
      value += char;
      at += 1;
      continue;
    }
    const escaped = text[at + 1] ?? '';
    if (escaped === 'u') {
      const code = /^[0-9a-fA-F]{4}/.exec(text.slice(at + 2, at + 6));
      if (!code) throw syntax(at, 'after \\u come four hexadecimal digits');
      value += String.fromCharCode(Number.parseInt(code[0], 16));
      at += 6;
    } else if (escaped in escapes || !/[A-Za-z0-9]/.test(escaped)) {
      value += escapes[escaped] ?? escaped;
      at += 2;
    } else throw syntax(at, `there is no escape \\${escaped}; a backslash itself is written \\\\`);
  }
  if (!isStorableText(value))
    throw syntax(start, 'this text holds a NUL or half a surrogate pair; remove it');
  if (value.length > limits.string)
    throw syntax(start, `a text is at most ${limits.string} characters, this one has ${value.length}`);
  return { kind: 'string', text: value, start, end: at + 1 };
}
