import type { ToolResult } from '../../tools/call.ts';
import type { Tool } from '../../tools/tool.ts';

/** What a client may know of a tool: everything but how it runs. */
export type ToolDefinition = Pick<
  Tool,
  'name' | 'title' | 'description' | 'input' | 'output' | 'annotations'
>;

/** All that the MCP server may do with Trellis. It never touches the database and cannot approve. */
export interface TrellisPort {
  /** The tools that this principal may call, in the order of the registry. */
  list(): Promise<ToolDefinition[]>;
  /** The output is plain JSON. Never throws for what a caller did wrong: that is a result. */
  call(name: string, input: unknown): Promise<ToolResult>;
  /** The JSON that `GET path` answers with; `path` begins with `/api/`. Throws what the server refuses with. */
  read(path: string): Promise<unknown>;
}
