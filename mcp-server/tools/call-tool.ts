import { TrellisError } from '../../db/errors.ts';
import type { ToolResult } from '../../tools/call.ts';
import type { Connection } from '../connection.ts';
import type { CallOptions } from '../port/trellis-port.ts';

/** Read by nobody: who calls off does not wait for an answer. */
const calledOff: ToolResult & { ok: false } = {
  ok: false,
  error: { code: 'tool.cancelled', message: 'The call was called off.', faults: [] },
};

type Failed = Extract<ToolResult, { ok: false }>;

/** Calls a tool through the port. Never throws: only text that we wrote reaches the model. */
export function callTool(
  connection: Connection,
  name: string,
  input: unknown,
  options: CallOptions = {},
): Promise<ToolResult> {
  return guarded(connection, () => connection.port.call(name, input, options), options.signal);
}

/** The same for anything that the port is asked. */
export async function guarded<T>(
  { report }: Connection,
  ask: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T | Failed> {
  try {
    return await ask();
  } catch (error) {
    if (signal?.aborted) return calledOff;
    report(error);
    if (error instanceof TrellisError) {
      return { ok: false, error: { code: error.code, message: error.message, faults: error.faults } };
    }
    return {
      ok: false,
      error: {
        code: 'api.unreachable',
        message:
          'Trellis could not be reached. Start it with `npm start` in its folder, then call the tool again.',
        faults: [],
      },
    };
  }
}
