import { randomUUID } from 'node:crypto';
import {
  acceptedContent,
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  type InputRequests,
  inputRequired,
  type McpServer,
  type RequestStateCodec,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import { formOf, text } from './samples.ts';

type State = RequestStateCodec<Record<string, unknown>>;
type Asked = ServerContext['mcpReq'];

const askName = () =>
  inputRequired.elicit({ message: 'What is your name?', requestedSchema: formOf('name') });
const askGreeting = () =>
  inputRequired.createMessage({
    messages: [{ role: 'user', content: text('Generate a greeting') }],
    maxTokens: 50,
  });
const confirm = () =>
  inputRequired.elicit({
    message: 'Please confirm',
    requestedSchema: { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] },
  });
const answered = (words: string) => ({ content: [text(words)] });

/** The tools of 2026-07-28 that need an answer of the client before they give theirs. */
export function registerAskingTools(server: McpServer, state: State): void {
  const tool = (name: string, run: (asked: Asked) => Promise<object>) =>
    server.registerTool(
      `test_${name}`,
      { description: `Asks: ${name}`, inputSchema: z.object({}) },
      async (_, { mcpReq }) => (await run(mcpReq)) as never,
    );
  const mint = (of: object) => state.mint({ ...of, nonce: randomUUID() });

  tool('missing_capability', async ({ inputResponses }) =>
    inputResponses?.answer === undefined
      ? inputRequired({ inputRequests: { answer: askGreeting() } })
      : answered('done'),
  );
  tool('input_required_result_elicitation', async ({ inputResponses }) => {
    const name = acceptedContent<{ name: string }>(inputResponses, 'user_name')?.name;
    if (typeof name === 'string') return answered(`Hello, ${name}!`);
    return inputRequired({ inputRequests: { user_name: askName() } });
  });
  tool('input_required_result_sampling', async ({ inputResponses }) => {
    const given = inputResponses?.capital_question as { content?: { text?: string } } | undefined;
    if (given) return answered(`Sampling response: ${given.content?.text}`);
    return inputRequired({ inputRequests: { capital_question: askGreeting() } });
  });
  tool('input_required_result_list_roots', async ({ inputResponses }) => {
    const given = inputResponses?.client_roots as { roots?: { uri?: string }[] } | undefined;
    if (Array.isArray(given?.roots)) return answered(`${given.roots.length} root(s)`);
    return inputRequired({ inputRequests: { client_roots: inputRequired.listRoots() } });
  });
  tool('input_required_result_request_state', async ({ inputResponses, requestState }) => {
    if (acceptedContent(inputResponses, 'confirm') && requestState() !== undefined)
      return answered('state-ok');
    return inputRequired({
      inputRequests: { confirm: confirm() },
      requestState: await mint({ tool: 'request_state' }),
    });
  });
  tool('input_required_result_tampered_state', async ({ inputResponses, requestState }) => {
    if (acceptedContent(inputResponses, 'confirm') && requestState() !== undefined)
      return answered('integrity-ok');
    return inputRequired({
      inputRequests: { confirm: confirm() },
      requestState: await mint({ tool: 'tampered_state' }),
    });
  });
  tool('input_required_result_multiple_inputs', async ({ inputResponses: given }) => {
    if (given?.user_name && given.greeting && given.client_roots) return answered('all given');
    return inputRequired({
      inputRequests: {
        user_name: askName(),
        greeting: askGreeting(),
        client_roots: inputRequired.listRoots(),
      },
      requestState: await mint({ tool: 'multiple_inputs' }),
    });
  });
  tool('input_required_result_multi_round', async ({ requestState }) => {
    const round = Number(requestState<{ round?: number }>()?.round ?? 0);
    if (round === 2) return answered('Multi-round complete');
    return inputRequired({
      inputRequests: { [`step${round + 1}`]: askName() },
      requestState: await mint({ round: round + 1 }),
    });
  });
  tool('input_required_result_capabilities', async ({ inputResponses, envelope }) => {
    const declared = (envelope as Record<string, ClientCapabilities> | undefined)?.[
      CLIENT_CAPABILITIES_META_KEY
    ];
    const inputRequests: InputRequests = {
      ...(declared?.elicitation && { user_name: askName() }),
      ...(declared?.sampling && { greeting: askGreeting() }),
      ...(declared?.roots && { client_roots: inputRequired.listRoots() }),
    };
    const isDone = inputResponses !== undefined || Object.keys(inputRequests).length === 0;
    return isDone ? answered('done') : inputRequired({ inputRequests });
  });
}
