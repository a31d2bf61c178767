import { type Checked, checkAnswer } from '../knowledge/grounding/check.ts';
import { passagePath } from '../knowledge/grounding/passage-path.ts';
import { placeWords } from '../knowledge/grounding/place-words.ts';
import type { StoredMessage } from './conversations.ts';
import { ownFigures } from './own-figures.ts';
import type { Citation, ToolCallRecord } from './types.ts';

/** A passage that a tool has found in the conversation, and that answers may cite. */
export interface FoundPassage extends Citation {
  text: string;
}

/** What an answer is held against. */
export interface Grounds {
  history: readonly StoredMessage[];
  /** What the person has said now, and the date: nobody needs to cite them. */
  said: readonly string[];
  passages: readonly FoundPassage[];
  toolCalls: readonly ToolCallRecord[];
  /**
   * The words come from our own code, which takes every figure from a tool's output. What a model says without a
   * citation is held against what tools gave in the conversation and what was said in it: it could have made it up, or
   * pass off what a document says as the company's own.
   */
  ownWords: boolean;
}

/** The text as it may be shown: citations that exist, and a note wherever a source does not bear it out. */
export function ground(text: string, grounds: Grounds): Checked {
  const { passages, ownWords } = grounds;
  const known = new Map(passages.map((passage) => [passage.n, passage]));
  return checkAnswer(text, {
    passages: known,
    ...(!ownWords && { own: ownFiguresOf(grounds) }),
  });
}

function ownFiguresOf({ history, said, toolCalls }: Grounds) {
  const parts = history.flatMap((message) =>
    message.parts.map((part) => ({ part, asked: message.role === 'user' })),
  );
  const outputs = [
    ...parts.flatMap(({ part }) =>
      part.type === 'dynamic-tool' && part.state === 'output-available' ? [part.output] : [],
    ),
    ...toolCalls.map(({ output }) => output),
  ].map(withoutPassages);
  const texts = parts.flatMap(({ part, asked }) => (asked && part.type === 'text' ? [part.text] : []));
  return ownFigures(outputs, [...texts, ...said]);
}

/** A passage of a tool's output with the page of ours that shows it. */
export function foundPassage(passage: FoundPassage, urlOf: (path: string) => string): FoundPassage {
  const { n, item, version, start, end, title, heading = '', page, text = '' } = passage;
  const url = urlOf(passagePath({ item, version, start, end }));
  const where = { title, heading, ...(page !== undefined && { page }) };
  return { n, item, version, start, end, ...where, place: placeWords(where), url, text };
}

/** What documents say is no figure of the company. */
function withoutPassages(output: unknown): unknown {
  return hasPassages(output) ? { ...output, passages: [] } : output;
}

/** Whether a tool's output is what documents say. */
export function hasPassages(
  output: unknown,
): output is { passages: (FoundPassage & Record<string, unknown>)[] } {
  return Array.isArray((output as { passages?: unknown } | null)?.passages);
}
