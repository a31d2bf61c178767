import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { TrellisError } from '../db/errors.ts';
import type { Services } from '../tools/services.ts';
import { defineTool } from '../tools/tool.ts';
import { type Agent, createAgent } from './agent.ts';
import type { Conversations, StoredMessage } from './conversations.ts';
import { createModels, type ModelParts } from './models/models.ts';
import type { ModelConfig } from './models/types.ts';
import type { AgentRequest } from './types.ts';

const annotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
};

/** Counts leads: 42 of the segment smb; any other segment is an error of ours. */
export const countLeads = defineTool({
  name: 'count_leads',
  title: 'Count leads',
  description: 'Counts the leads of a segment.',
  input: z.strictObject({ segment: z.string() }),
  output: z.strictObject({ count: z.int() }),
  annotations,
  role: 'viewer',
  async run({ segment }) {
    if (segment !== 'smb')
      throw new TrellisError('segment.unknown', 'There is no such segment; there is smb.');
    return { count: 42 };
  },
});

/** Files a change of its own. */
export const proposeNothing = defineTool({
  name: 'propose_nothing',
  title: 'Propose nothing',
  description: 'Files a change that changes nothing.',
  input: z.strictObject({}),
  output: z.strictObject({ change: z.strictObject({ id: z.string() }) }),
  annotations: { ...annotations, readOnlyHint: false },
  role: 'marketer',
  run: async () => ({ change: { id: 'change-1' } }),
});

/** What a test does while `propose_slowly` is at work. */
export const meanwhile = { work: () => {} };

/** The same, with time for something to happen meanwhile. */
const proposeSlowly = defineTool({
  ...proposeNothing,
  name: 'propose_slowly',
  async run(input, context) {
    meanwhile.work();
    await pause(5);
    return proposeNothing.run(input, context);
  },
});

export function memoryConversations(): Conversations & { messages: StoredMessage[] } {
  const messages: StoredMessage[] = [];
  return {
    messages,
    open: async () => ({ id: 'one', messages: [...messages] }),
    append: async (_, added) => {
      messages.push(...structuredClone([...added]));
    },
    summarise: async () => {},
  };
}

/** An agent over a model with the two tools above. */
export function testAgent(
  config: ModelConfig,
  limits?: { maxSteps?: number; timeoutMs?: number },
  log?: (line: string, details?: Readonly<Record<string, unknown>>) => void,
  parts: ModelParts = {},
): { agent: Agent; conversations: ReturnType<typeof memoryConversations> } {
  const conversations = memoryConversations();
  const services = { changeUrl: (id: string) => `http://trellis.test/changes/${id}` } as Services;
  const agent = createAgent({
    models: createModels(config, { wait: async () => undefined, ...parts }),
    services,
    conversations,
    tools: [countLeads, proposeNothing, proposeSlowly],
    limits,
    log,
  });
  return { agent, conversations };
}

export function asked(text: string): AgentRequest {
  return {
    person: { id: 'p', name: 'Ada', email: 'ada@example.com', role: 'marketer' },
    via: 'console',
    place: 'console',
    text,
    now: Date.UTC(2026, 2, 18),
  };
}
