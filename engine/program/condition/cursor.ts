import type { Condition, Vocabulary } from './ast.ts';
import { type ConditionCode, conditionError } from './fault.ts';
import { limits } from './limits.ts';
import { type Token, tokenize } from './tokens.ts';

/** A place in the text that moves on as the grammar takes tokens, and remembers where each node began. */
export class Cursor {
  readonly text: string;
  readonly vocabulary: Vocabulary;
  readonly places = new Map<Condition, number>();
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(text: string, vocabulary: Vocabulary) {
    this.text = text;
    this.vocabulary = vocabulary;
    this.#tokens = tokenize(text);
  }

  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)] as Token;
  }

  next(): Token {
    const token = this.peek();
    this.#at += 1;
    return token;
  }

  /** Whether the next words are these, whatever their case. */
  sees(...words: string[]): boolean {
    return words.every((word, i) => {
      const { kind, text } = this.peek(i);
      return kind === 'word' && text.toLowerCase() === word;
    });
  }

  /** Takes these words when they come next. */
  accept(...words: string[]): boolean {
    const seen = this.sees(...words);
    if (seen) this.#at += words.length;
    return seen;
  }

  seesSymbol(symbol: string): boolean {
    const { kind, text } = this.peek();
    return kind === 'symbol' && text === symbol;
  }

  acceptSymbol(symbol: string): boolean {
    const seen = this.seesSymbol(symbol);
    if (seen) this.#at += 1;
    return seen;
  }

  expectSymbol(symbol: string, why: string): void {
    if (!this.acceptSymbol(symbol)) throw this.expected(`"${symbol}" ${why}`);
  }

  /** Takes what matches right here, across tokens; undefined when nothing does. */
  acceptPattern(pattern: RegExp): string | undefined {
    const { start } = this.peek();
    const found = pattern.exec(this.text.slice(start));
    if (found?.index !== 0 || found[0] === '') return undefined;
    while (this.peek().kind !== 'end' && this.peek().start < start + found[0].length) this.#at += 1;
    return found[0];
  }

  /** Remembers where a node began; gives the node. */
  place<T extends Condition>(start: number, node: T): T {
    this.places.set(node, start);
    return node;
  }

  /** Runs a nested part of the grammar, at most `limits.depth` of them inside one another. */
  nested<T>(body: () => T): T {
    this.#depth += 1;
    if (this.#depth >= limits.depth)
      throw this.error(
        'condition.syntax',
        `conditions nest at most ${limits.depth} deep; make a segment of a part`,
      );
    const result = body();
    this.#depth -= 1;
    return result;
  }

  /** An error at the next token. */
  expected(what: string): Error {
    const { kind, text } = this.peek();
    const found = kind === 'end' ? 'the end' : kind === 'string' ? JSON.stringify(text) : `"${text}"`;
    return this.error('condition.syntax', `expected ${what}, found ${found}`);
  }

  error(code: ConditionCode, message: string, offset = this.peek().start): Error {
    return conditionError(code, this.text, offset, message);
  }
}
