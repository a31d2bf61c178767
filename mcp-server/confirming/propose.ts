import { randomUUID } from 'node:crypto';
import {
  type CallToolResult,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { ToolResult } from '../../tools/call.ts';
import type { Connection } from '../connection.ts';
import { callTool, guarded } from '../tools/call-tool.ts';
import { toCallToolResult } from '../tools/results.ts';
import { watchOf } from '../tools/watch-of.ts';
import type { Filings } from './filings.ts';
import { answerSchema, fileQuestion, openQuestion } from './question.ts';
import { type FilingState, hashArguments, type SignedStates } from './signed-state.ts';
import { whatClientAsks } from './what-clients-ask.ts';

/** One call of a proposing tool, in whichever round of it. */
interface Call {
  server: McpServer;
  connection: Connection;
  filings: Filings;
  states: SignedStates;
  tool: string;
  input: unknown;
  context: ServerContext;
}
type Answer = CallToolResult | InputRequiredResult;

const onlyPlanSchema = z.looseObject({ only_plan: z.literal(true) });
const filedSchema = z.looseObject({
  change: z.looseObject({ id: z.string(), title: z.string(), url: z.url(), status: z.string() }),
});

/**
 * A proposing tool with a client that can ask its person: what would be filed is shown and asked about first, and where
 * the client can open a page, that of the change is offered after. An answer confirms the filing and nothing else, as a
 * client may answer by itself: approving happens on the page. Other clients file at once.
 */
export async function propose(call: Call): Promise<Answer> {
  const state = call.states.of(call.context);
  if (!state) return isPlanOnly(call) || !asksOf(call).form ? fileAtOnce(call) : ask(call);
  if (state.tool !== call.tool || state.args !== hashArguments(call.input)) {
    return failure(
      'confirm.other_call',
      'This answer is to another call; nothing was filed. Call the tool afresh.',
    );
  }
  return state.asked === 'file' ? answered(call, state) : opened(call, state);
}

async function fileAtOnce(call: Call): Promise<Answer> {
  const { connection, tool, input, context } = call;
  const result = await callTool(connection, tool, input, watchOf(context));
  return isPlanOnly(call) ? toCallToolResult(result) : offerPage(call, result);
}

async function ask(call: Call): Promise<Answer> {
  const { connection, tool, input, context, states } = call;
  const watch = watchOf(context);
  const planned = await guarded(connection, () => connection.port.plan(tool, input, watch), watch.signal);
  if (!planned.ok) return toCallToolResult(planned);
  const { plan } = planned;
  // It is given, and nothing is filed.
  if (plan.open) return fileAtOnce(call);
  const state: FilingState = {
    id: randomUUID(),
    tool,
    args: hashArguments(input),
    asked: 'file',
    editHash: plan.edit_hash,
  };
  return inputRequired({
    inputRequests: { file: fileQuestion(plan) },
    requestState: await states.sign(state, context),
  });
}

async function answered(call: Call, { id, editHash }: FilingState): Promise<Answer> {
  const { connection, filings, tool, input, context } = call;
  const response = inputResponse(context.mcpReq.inputResponses, 'file');
  if (response.kind !== 'elicit') return ask(call);
  const confirmed =
    response.action === 'accept' && answerSchema.safeParse(response.content).data?.file === true;
  const result = await filings.once(id, async () =>
    confirmed ? callTool(connection, tool, input, { ...watchOf(context), editHash }) : declined,
  );
  // What was shown is no longer what it would be: the person is shown what it is now.
  if (!result.ok && result.error.code === 'change.moved') return ask(call);
  return offerPage(call, result);
}

/** With a client that can open a page in the person's own browser, that of the change. */
async function offerPage(call: Call, result: ToolResult): Promise<Answer> {
  const { filings, states, tool, input, context } = call;
  const filed = result.ok ? filedSchema.safeParse(result.output).data?.change : undefined;
  if (filed?.status !== 'proposed' || !asksOf(call).url) return toCallToolResult(result);
  const id = randomUUID();
  await filings.once(id, async () => result);
  const state: FilingState = { id, tool, args: hashArguments(input), asked: 'open' };
  return inputRequired({
    inputRequests: { open: openQuestion(filed) },
    requestState: await states.sign(state, context),
  });
}

/** The page was offered, opened or not: what was filed, as it stands now. */
async function opened({ connection, filings }: Call, { id }: FilingState): Promise<Answer> {
  const result = await filings.outcome(id);
  if (!result) return failure('confirm.too_old', 'This call is too old; show_changes lists what was filed.');
  const filed = result.ok ? filedSchema.safeParse(result.output).data : undefined;
  if (!result.ok || !filed) return toCallToolResult(result);
  const now = await callTool(connection, 'show_changes', { id: filed.change.id });
  const { change } = (now.ok && filedSchema.safeParse(now.output).data) || filed;
  return toCallToolResult({ ok: true, output: { ...filed, change } });
}

function isPlanOnly({ input }: Call): boolean {
  return onlyPlanSchema.safeParse(input).success;
}

function asksOf({ server, connection, context }: Call) {
  return whatClientAsks(server, connection.era, context);
}

const declined: ToolResult = {
  ok: false,
  error: {
    code: 'confirm.declined',
    message:
      'The person was shown this and does not want it filed. Nothing was filed; ask them what to change.',
    faults: [],
  },
};

function failure(code: string, message: string): CallToolResult {
  return toCallToolResult({ ok: false, error: { code, message, faults: [] } });
}
