import { z } from 'zod';
import type { ToolFailure, ToolResult } from '../../tools/call.ts';
import { planOutput } from '../../tools/support/schemas.ts';
import type { Tool } from '../../tools/tool.ts';

/** What a client may know of a tool: everything but how it runs. */
export type ToolDefinition = Pick<
  Tool,
  'name' | 'title' | 'description' | 'input' | 'output' | 'annotations' | 'proposes'
>;

/** What a proposing tool would file, and the hash that binds the filing to it. */
export const shownPlanSchema = planOutput.extend({ edit_hash: z.string() });
export type ShownPlan = z.infer<typeof shownPlanSchema>;

export type PlanResult = { ok: true; plan: ShownPlan } | { ok: false; error: ToolFailure };

/** Whoever waits for the answer of a tool. */
export interface CallWatch {
  /** When it is aborted the call is called off and rejects; a proposal that is not filed yet never is. */
  signal?: AbortSignal | undefined;
  /** Told in words how far it is; without it nobody is asked to tell. */
  onProgress?: ((words: string) => void | Promise<void>) | undefined;
}
export interface CallOptions extends CallWatch {
  /** Of the plan that was shown: nothing else is filed. */
  editHash?: string | undefined;
}

/** All that the MCP server may do with Trellis. It never touches the database and cannot approve. */
export interface TrellisPort {
  /** The tools that this principal may call, in the order of the registry. */
  list(): Promise<ToolDefinition[]>;
  /** With `editHash` it files only what was planned with that hash. The output is plain JSON. Never throws for what a caller did wrong: that is a result. */
  call(name: string, input: unknown, options?: CallOptions): Promise<ToolResult>;
  /** What a proposing tool would file; files nothing. */
  plan(name: string, input: unknown, watch?: CallWatch): Promise<PlanResult>;
  /** The JSON that `GET path` answers with; `path` begins with `/api/`. Throws what the server refuses with. */
  read(path: string): Promise<unknown>;
}
