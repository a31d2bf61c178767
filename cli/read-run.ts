import { TrellisError } from '../db/errors.ts';
import type { Client } from './client.ts';

type Line<R, P> = { progress: P } | { report: R } | { error: { code: string; message: string } };

/** How far a run over leads is. */
interface LeadsDone {
  leads: number;
  inputs: number;
  of: number;
}

/**
 * Asks for something that takes a while; tells the progress on stderr, where it disturbs nobody who reads the output, in
 * the given words: those of a run over leads unless others are given.
 */
export async function readRun<R, P = LeadsDone>(
  client: Client,
  path: string,
  body: object,
  words: (progress: P) => string = leadsWords as (progress: unknown) => string,
): Promise<R> {
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
      const said = JSON.parse(line) as Line<R, P>;
      if ('report' in said) {
        if (terminal) process.stderr.write('\r\u001b[K');
        return said.report;
      }
      if ('error' in said) throw new TrellisError(said.error.code, said.error.message);
      if (terminal) process.stderr.write(`\r\u001b[K${words(said.progress)}`);
    }
  }
  throw new TrellisError('run.broken_off', 'The run ended without a report; begin it again.');
}

function leadsWords({ leads, inputs, of }: LeadsDone): string {
  const share = of > 0 ? ` (${Math.min(100, Math.floor((100 * leads) / of))} %)` : '';
  return `${leads} of ${of} leads${share}, ${inputs} inputs decided`;
}
