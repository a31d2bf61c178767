import { completable, type McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { completeLive } from '../completing.ts';
import type { Connection } from '../connection.ts';
import type { Prompt, PromptArgument } from './prompt.ts';
import { prompts } from './registry.ts';

/** Longer than anything that a person types into a field. */
const mostCharacters = 500;

/** Offers the prompts that a person can start with. */
export async function registerPrompts(server: McpServer, connection: Connection): Promise<void> {
  for (const prompt of prompts) registerPrompt(server, prompt, connection);
}

function registerPrompt(server: McpServer, prompt: Prompt, connection: Connection): void {
  const { name, title, description } = prompt;
  const shape = Object.fromEntries(
    Object.entries(prompt.arguments).map(([key, argument]) => [key, schemaOf(argument, connection)]),
  );
  server.registerPrompt(name, { title, description, argsSchema: z.object(shape) }, (given) => ({
    description,
    messages: [{ role: 'user', content: { type: 'text', text: prompt.text(said(given)) } }],
  }));
}

/** Clients send fields that were left empty as empty text. */
function said(given: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) => (value?.trim() ? [[key, value.trim()]] : [])),
  );
}

function schemaOf(argument: PromptArgument, connection: Connection) {
  const { description, required, several = false } = argument;
  const text = z
    .string()
    .max(mostCharacters)
    .describe(several ? `${description}; several with commas` : description);
  const complete = (typed = '') => completions(argument, typed, connection);
  const schema = argument.words || argument.live ? completable(text, complete) : text;
  return required ? schema : schema.optional();
}

/** Of several, the last is completed and those before it stay. */
async function completions(
  { words, live, several = false }: PromptArgument,
  typed: string,
  connection: Connection,
): Promise<string[]> {
  const cut = several ? typed.lastIndexOf(',') + 1 : 0;
  const [before, text] = [typed.slice(0, cut), typed.slice(cut).trim()];
  const found = live
    ? await completeLive(connection, live, text)
    : (words ?? []).filter((word) => word.startsWith(text.toLowerCase()));
  const chosen = new Set(before.split(',').map((word) => word.trim()));
  const lead = before === '' ? '' : `${before.trim()} `;
  return found.filter((word) => !chosen.has(word)).map((word) => lead + word);
}
