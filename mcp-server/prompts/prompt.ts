import type { Live } from '../completing.ts';

/** What a person is asked for before a prompt is made. */
export interface PromptArgument {
  description: string;
  required?: boolean;
  /** Several may be said, with commas between. */
  several?: boolean;
  /** Words to choose from; others are taken too. */
  words?: readonly string[];
  /** The same, of the company. */
  live?: Live;
}

export interface Prompt<Names extends string = string> {
  /** snake_case; the file is the same in kebab-case. */
  name: string;
  title: string;
  /** One line: what comes of it. */
  description: string;
  arguments: Readonly<Record<Names, PromptArgument>>;
  /** What the person then says to the model. */
  text(given: Readonly<Partial<Record<Names, string>>>): string;
}

/** Infers the names of the arguments. */
export function definePrompt<Names extends string>(prompt: Prompt<Names>): Prompt<Names> {
  return prompt;
}
