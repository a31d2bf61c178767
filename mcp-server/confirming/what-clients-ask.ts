import {
  CLIENT_CAPABILITIES_META_KEY,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { Connection } from '../connection.ts';

const declaredSchema = z.looseObject({
  elicitation: z.looseObject({ form: z.unknown().optional(), url: z.unknown().optional() }).optional(),
});

/** What a client says it can put to its person. A client that says nothing is never asked. */
export interface Asks {
  /** A question with an answer. */
  form: boolean;
  /** To open a page in their own browser. */
  url: boolean;
}

export function whatClientAsks(server: McpServer, era: Connection['era'], context: ServerContext): Asks {
  const declared =
    era === 'modern'
      ? (context.mcpReq.envelope as Record<string, unknown> | undefined)?.[CLIENT_CAPABILITIES_META_KEY]
      : server.server.getClientCapabilities();
  const { elicitation } = declaredSchema.safeParse(declared).data ?? {};
  if (!elicitation) return { form: false, url: false };
  const url = elicitation.url !== undefined;
  // Before there were two kinds, an empty object stood for the first.
  return { form: elicitation.form !== undefined || !url, url };
}
