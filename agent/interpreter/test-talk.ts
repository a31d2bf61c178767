import { openMessage, partedExchange, progress } from './clauses/walk.ts';
import type { Exchange, ToolRequest } from './requests.ts';
import { testVocabulary } from './test-world.ts';

/** What tools give in these tests: as much of an output as conversations refer to. */
function outputOf({ name, input }: ToolRequest, n: number): unknown {
  const id = `${n}`.padStart(8, '0');
  const change = { id, url: testVocabulary.changeUrl(id), title: String(input.title ?? name), author: 'Ada' };
  const filed = { ...change, diff: [], sections: [], tainted: [], created_at: '2026-03-18' };
  if (name === 'propose_track') return { change: filed, track: 'new-track', warnings: [] };
  if (name === 'propose_change') return { change: filed };
  if (name === 'halt_sending') return { target: input.target, title: input.target, already_halted: false };
  if (name === 'query_leads')
    return {
      count: 40,
      total: 100,
      condition: input.where ?? null,
      leads: ['Ada', 'Bo', 'Cy'].slice(0, Number(input.sample)).map((person, place) => ({
        id: `0a680780-0000-4000-8000-00000000000${place}`,
        name: person,
        account: null,
        score: 10,
        journey_stage: 'awareness',
      })),
    };
  if (name === 'explain_lead')
    return {
      lead: { id: input.lead, name: input.lead },
      about: input.about ?? 'profile',
      explanations: [{ sentences: ['So it is.'], details: [] }],
    };
  if (name === 'simulate_lead')
    return {
      lead: { id: input.lead, name: input.lead },
      days: input.days,
      behaviour: input.behaviour ?? 'usual',
      entries: [],
      halted: [],
      more: 0,
    };
  if (/^(?:analyse|search|recommend|read|draft|build)_/.test(name))
    return { error: { message: `${name} gives nothing here.` } };
  const track = {
    id: input.track,
    title: input.track,
    steps: [],
    exits: [],
    enrolled_by: [],
    content_problems: [],
  };
  const lead = { id: input.lead ?? 'ada', name: input.lead ?? 'Ada' };
  if (name === 'send_test') return { to: 'me', subject: 'S', track, email: 1, lead };
  return { version: 4, halted: [], halts: [], track, lead, segments: [], tracks: [], changes: [] };
}

/** A conversation with the interpreter; gives what each message led to: its calls in order, and the answer. */
export function talk(...messages: string[]): { calls: ToolRequest[]; text: string }[] {
  const history: Exchange[] = [];
  return messages.map((asked) => {
    const calls: Exchange['calls'] = [];
    const world = { vocabulary: testVocabulary, history: [...history] };
    const message = openMessage(asked, world);
    for (let step = 0; step < 10; step++) {
      const next = progress(message, calls);
      if ('text' in next) {
        history.push(...partedExchange({ asked, calls, answered: next.text }, world));
        return { calls: calls.map(({ name, input }) => ({ name, input }) as ToolRequest), text: next.text };
      }
      for (const call of next.calls)
        calls.push({ ...call, output: outputOf(call, history.length + calls.length + 1) });
    }
    throw new Error(`No end of “${asked}”`);
  });
}

/** What the last message of a conversation (`one → two`) leads to; names of leads in small letters. */
export function lastCalls(said: string): ToolRequest[] {
  const calls = talk(...said.split(' → ')).at(-1)?.calls ?? [];
  return calls.map(({ name, input }) => ({
    name,
    input: typeof input.lead === 'string' ? { ...input, lead: input.lead.toLowerCase() } : input,
  }));
}
