import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { TrellisError } from '../../db/errors.ts';
import type { Client } from '../client.ts';
import { print, printJson } from '../output.ts';
import { reportError } from '../report-error.ts';
import type { Session } from '../session.ts';
import { isTerminal } from '../terminal.ts';

interface Answer {
  text: string;
  model: string;
  citations: readonly { n: number; place: string; url: string }[];
}

/** `trellis chat [words]`: one question, or a conversation. */
export function addChat(program: Command, session: Session): void {
  program
    .command('chat')
    .description('ask or wish in words; without words a conversation')
    .argument('[words...]', 'the question')
    .option('--json', 'print {text, model, toolCalls, changes, citations, findings}')
    .action(async (words: string[], { json }: { json?: boolean }) => {
      const text = words.join(' ').trim();
      if (text === '' && json) throw new TrellisError('chat.no_words', 'Give the question after --json.');
      await session.withClient(async (anybody) => {
        // What a person tells us to remember is theirs to say: the server wants to know that one sits here.
        const client = isTerminal() ? anybody.atTerminal() : anybody;
        if (text === '') return converse(client);
        const answer = await client.post<Answer>('/api/chat', { text });
        if (json) printJson(answer);
        else printAnswer(answer);
      });
    });
}

/** The answer, and below it where each passage that it cites is read, and which language model gave it. */
function printAnswer({ text, model, citations }: Answer): void {
  print(text);
  if (citations.length > 0) print('');
  for (const { n, place, url } of citations) print(`[${n}] ${place}: ${url}`);
  if (model !== 'trellis:interpreter') print(`\nAnswered by ${model}`);
}

async function converse(client: Client): Promise<void> {
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
  // Words that come through a pipe are read to their end before the last answer is there.
  let open = true;
  lines.once('close', () => {
    open = false;
  });
  lines.prompt();
  for await (const line of lines) {
    const text = line.trim();
    if (text === 'exit' || text === 'quit') break;
    if (text !== '') {
      try {
        printAnswer(await client.post<Answer>('/api/chat', { text }));
      } catch (error) {
        // One failed answer does not end the conversation.
        reportError(error);
      }
    }
    if (open) lines.prompt();
  }
  lines.close();
}
