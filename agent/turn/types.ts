import type { ModelMessage } from 'ai';
import type { Services } from '../../tools/services.ts';
import type { Tool, ToolContext } from '../../tools/tool.ts';
import type { Conversation, Conversations } from '../conversations.ts';
import type { Orders } from '../digests/orders.ts';
import type { Memories, Memory } from '../memories/store.ts';
import type { Models } from '../models/types.ts';
import type { AgentRequest } from '../types.ts';
import type { Spans, TurnSpan } from './spans.ts';
import type { TurnRecord } from './tool-set.ts';

export interface TurnOptions {
  models: Models;
  services: Services;
  conversations: Conversations;
  /** What people asked to be remembered; absent: nothing is. */
  memories?: Memories | undefined;
  /** Who does what people order of digests and alerts; absent: nobody. */
  orders?: Orders | undefined;
  /** Who watches turns; absent: nobody. */
  spans?: Spans | undefined;
  tools: readonly Tool[];
  /** Model calls in one turn. */
  maxSteps: number;
  /** Milliseconds for the whole turn. */
  timeoutMs: number;
  maxOutputTokens: number;
  log?: (line: string, details?: Readonly<Record<string, unknown>>) => void;
}

/** One message of a person with all that is known before a model is asked. */
export interface OpenTurn {
  request: AgentRequest;
  conversation: Conversation;
  /** What tools are told; its `tainted` grows as they read. */
  context: ToolContext;
  /** What tools did so far. */
  record: TurnRecord;
  /** What the person asked to be remembered. */
  memories: readonly Memory[];
  span: TurnSpan;
  /** What the model is sent. */
  messages: ModelMessage[];
}
