import type { z } from 'zod';
import { TrellisError } from '../../db/errors.ts';
import { callTool } from '../../tools/call.ts';
import type { Tool, ToolContext } from '../../tools/tool.ts';
import type { Principal } from '../auth/principal.ts';
import { withholdsPersonal } from '../auth/scopes.ts';
import type { Installation } from '../installation.ts';

/**
 * Runs a tool for whoever asks, as every face does, and throws what it answers as a failure. `tainted` collects the
 * sources of foreign text it showed; `filing` says what becomes of what it proposes, and who
 * waits for it.
 */
export async function runTool<I extends z.ZodType, O extends z.ZodType>(
  { services, clock, log }: Installation,
  principal: Principal,
  tool: Tool<I, O>,
  input: unknown,
  tainted: string[] = [],
  filing: Pick<ToolContext, 'planned' | 'editHash' | 'watch'> = {},
): Promise<z.output<O>> {
  const { person, via } = principal;
  const personal = !withholdsPersonal(principal);
  const context = { person, via, personal, now: clock(), tainted, services, ...filing };
  const result = await callTool(tool, input, context, {
    onFault: (name, error) => log.error({ err: error, tool: name }, 'a tool failed'),
  });
  if (result.ok) return result.output;
  const { code, message, faults } = result.error;
  throw new TrellisError(code, message, { faults, mender: code === 'tool.failed' ? 'us' : 'user' });
}
