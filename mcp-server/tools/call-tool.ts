import { TrellisError } from '../../db/errors.ts';
import type { ToolResult } from '../../tools/call.ts';
import type { Connection } from '../connection.ts';

/** Calls a tool through the port. Never throws: only text that we wrote reaches the model. */
export async function callTool(
  { port, report }: Connection,
  name: string,
  input: unknown,
): Promise<ToolResult> {
  try {
    return await port.call(name, input);
  } catch (error) {
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
