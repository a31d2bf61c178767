import { createHash } from 'node:crypto';
import { createRequestStateCodec, type ServerContext } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { canonicalJson } from '../../db/canonical.ts';
import { answerMs, type Filings } from './filings.ts';

const stateSchema = z.strictObject({
  /** Of this filing: it is done once. */
  id: z.string(),
  tool: z.string(),
  /** SHA-256 of the arguments. */
  args: z.string(),
  /** `file`: whether to file was asked. `open`: it is filed, and its page was offered. */
  asked: z.enum(['file', 'open']),
  /** Of the plan that was shown; files nothing else. */
  editHash: z.string().optional(),
});
/** What a client carries from the question to its answer, signed for one principal and ten minutes. */
export type FilingState = z.infer<typeof stateSchema>;

export interface SignedStates {
  sign(state: FilingState, context: ServerContext): Promise<string>;
  /** For the server's options; throws for what was not signed here, is too old or is somebody else's. */
  verify(state: string, context: ServerContext): Promise<unknown>;
  /** The verified state of this round; undefined in the first. */
  of(context: ServerContext): FilingState | undefined;
}

export function signedStates(filings: Filings, principal: () => string): SignedStates {
  const codec = createRequestStateCodec<FilingState>({
    key: filings.key,
    ttlSeconds: answerMs / 1000,
    bind: (context) => `${context.mcpReq.method}\0${principal()}`,
  });
  return {
    sign: (state, context) => codec.mint(state, context),
    verify: (state, context) => codec.verify(state, context),
    of: (context) => stateSchema.optional().parse(context.mcpReq.requestState()),
  };
}

/** The same for the same arguments, whatever the order of their names. */
export function hashArguments(input: unknown): string {
  return createHash('sha256')
    .update(canonicalJson(input ?? {}))
    .digest('hex');
}
