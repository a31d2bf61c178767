import { TrellisError } from '../db/errors.ts';
import type { Client } from './client.ts';

type Line<R> =
  | { progress: { leads: number; inputs: number; of: number } }
  | { report: R }
  | { error: { code: string; message: string } };

/** Asks for something that takes a while; tells the progress on stderr, where it disturbs nobody who reads the output. */
export async function readRun<R>(client: Client, path: string, body: object): Promise<R> {
  const answer = await client.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/x-ndjson' },
    body: JSON.stringify(body),
  });
  if (!answer.ok || !answer.body) {
    const { error } = (await answer.json()) as { error: { code: string; message: string } };
    throw new TrellisError(error.code, error.message);
  }
  const terminal = process.stderr.isTTY;
  let rest = '';
  for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const said = JSON.parse(line) as Line<R>;
      if ('report' in said) {
        if (terminal) process.stderr.write('\r\u001b[K');
        return said.report;
      }
      if ('error' in said) throw new TrellisError(said.error.code, said.error.message);
      if (terminal) process.stderr.write(`\r${progressWords(said.progress)}`);
    }
  }
  throw new TrellisError('run.broken_off', 'The run ended without a report; begin it again.');
}

function progressWords({ leads, inputs, of }: { leads: number; inputs: number; of: number }): string {
  const share = of > 0 ? ` (${Math.min(100, Math.floor((100 * leads) / of))} %)` : '';
  return `${leads} of ${of} leads${share}, ${inputs} inputs decided`;
}
