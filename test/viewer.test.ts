import type { LanguageModelV4 } from '@ai-sdk/provider';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAgent } from '../agent/agent.ts';
import { createConversations } from '../agent/conversations.ts';
import { mayCall } from '../tools/call.ts';
import { tools } from '../tools/registry.ts';
import { type Attack, startAttack } from './support/attackers.ts';
import { type Known, toolInputs } from './support/requests.ts';

/** Where a person reads or does over HTTP what the tool does: who may call one may call the other. */
const sameAs: Readonly<Record<string, (known: Known) => [string, string, unknown?]>> = {
  query_leads: () => ['POST', '/api/query', { condition: 'lead_score >= 0' }],
  show_program: () => ['GET', '/api/program'],
  analyse_performance: () => ['GET', '/api/performance'],
  read_experiments: () => ['GET', '/api/experiments'],
  explain_lead: ({ lead }) => ['GET', `/api/leads/${lead.id}/why?score=`],
  search_content: () => ['GET', '/api/library/search?q=points'],
  recommend_content: ({ lead }) => ['GET', `/api/library/recommend?lead=${lead.id}`],
  draft_email: () => ['POST', '/api/library/drafts', {}],
  propose_track: () => ['POST', '/api/changes', {}],
  build_system: () => ['POST', '/api/changes', {}],
  propose_change: () => ['POST', '/api/changes', {}],
  show_changes: () => ['GET', '/api/changes'],
  halt_sending: () => ['POST', '/api/halt', {}],
  send_test: () => ['POST', '/api/test-sends', {}],
  simulate_lead: ({ change }) => ['POST', `/api/changes/${change.id}/simulate`, {}],
};

let attack: Attack;
let cookies: Record<'viewer' | 'marketer', string>;
beforeAll(async () => {
  attack = await startAttack();
  const { server } = attack;
  cookies = {
    viewer: (await server.signIn('viewer')).cookie,
    marketer: (await server.signIn('marketer')).cookie,
  };
});

describe('a tool and the way over HTTP', () => {
  it('are told of each other for every tool', () => {
    expect(Object.keys(sameAs).sort()).toEqual(tools.map(({ name }) => name).sort());
  });

  it.each(Object.keys(sameAs))('%s are open to the same roles', async (name) => {
    const tool = tools.find((known) => known.name === name);
    const [method, path, body] = (sameAs[name] as (typeof sameAs)[string])(await attack.known());
    for (const role of ['viewer', 'marketer'] as const) {
      const { status } = await attack.send(method, { path, body }, { cookie: cookies[role] });
      expect([role, status === 403]).toEqual([role, !(tool && mayCall(tool, role))]);
      expect([401, 404, 405]).not.toContain(status);
    }
  });
});

describe('a turn of a viewer', () => {
  it('reads nothing of what others said, of people, keys and the audit log, and does nothing, whatever its model calls', async () => {
    const { server } = attack;
    const { db, services, clock } = server.installation;
    const known = await attack.known();
    const { person } = await server.signIn('viewer');
    const conversations = createConversations(db);
    const theirs = await conversations.open(attack.marketer.id, 'console', clock());
    const said = (text: string) => [{ role: 'user' as const, parts: [{ type: 'text' as const, text }] }];
    await conversations.append(theirs.id, said('The words of a colleague'), clock());
    const before = [await attack.programs(), await server.installation.changes.list({ limit: 200 })];

    const calls = Object.entries(toolInputs).flatMap(([name, inputs]) =>
      inputs(known).map((input) => ({ name, input })),
    );
    const { model, sent } = callsAll(calls);
    const answer = await createAgent({
      models: { name: 'test:all', forTurn: async () => model },
      services,
      conversations,
    }).answer({ person, via: 'console', place: 'console', text: 'Do it all', now: clock() });

    const told = JSON.stringify([answer, sent]);
    const secret = ['The words of a colleague', attack.approver.person.email, attack.marketer.email];
    for (const words of secret) expect(told).not.toContain(words);
    const writing = tools.filter(({ role }) => role === 'marketer').map(({ name }) => name);
    for (const { name, output } of answer.toolCalls)
      if (writing.includes(name))
        expect([name, output]).toMatchObject([name, { error: { code: 'role.forbidden' } }]);
    expect(new Set(answer.toolCalls.map(({ name }) => name))).toEqual(new Set(tools.map(({ name }) => name)));
    expect(answer.changes).toEqual([]);
    expect([await attack.programs(), await server.installation.changes.list({ limit: 200 })]).toEqual(before);
    expect(await server.installation.engine.halts()).toEqual([]);
  });
});

/** Makes all the calls at once, then repeats what it was given. */
function callsAll(calls: readonly { name: string; input: unknown }[]) {
  const sent: unknown[] = [];
  const model: LanguageModelV4 = {
    specificationVersion: 'v4',
    provider: 'test',
    modelId: 'all',
    supportedUrls: {},
    async doGenerate({ prompt }) {
      sent.push(prompt);
      const done = prompt.some(({ role }) => role === 'tool');
      return {
        content: done
          ? [{ type: 'text', text: JSON.stringify(prompt) }]
          : calls.map(({ name, input }, n) => ({
              type: 'tool-call' as const,
              toolCallId: `call-${n}`,
              toolName: name,
              input: JSON.stringify(input),
            })),
        finishReason: { unified: done ? 'stop' : 'tool-calls', raw: undefined },
        usage: {
          inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
          outputTokens: { total: 1, text: 1, reasoning: 0 },
        },
        warnings: [],
      };
    },
    doStream: () => Promise.reject(new Error('Nothing is streamed here.')),
  };
  return { model, sent };
}
