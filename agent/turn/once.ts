import { canonicalJson } from '../../db/canonical.ts';
import type { Tool } from '../../tools/tool.ts';

/** The same tool with the same input so often in one turn: the model goes in circles. */
const mostTimes = 3;

/** What one turn has asked of tools, so that nothing is done twice and no model goes in circles. */
export interface Asked {
  /** The same was asked for the third time; the turn ends. */
  looping: boolean;
  /** Runs a tool, unless the same call has been made: one that writes gives what it gave. */
  run(tool: Tool, input: unknown, work: () => Promise<unknown>): Promise<unknown>;
  /** Resolves when nothing that writes is under way: what a turn has begun belongs into its answer. */
  settled(): Promise<void>;
}

export function createAsked(): Asked {
  const times = new Map<string, number>();
  const written = new Map<string, Promise<unknown>>();
  const asked: Asked = {
    looping: false,
    async run(tool, input, work) {
      const key = `${tool.name} ${canonicalJson(input)}`;
      times.set(key, (times.get(key) ?? 0) + 1);
      if ((times.get(key) ?? 0) >= mostTimes) {
        asked.looping = true;
        return {
          error: {
            code: 'tool.repeated',
            message: `${tool.title} was called with this input ${mostTimes} times in one turn; it gives the same again. The turn ends.`,
            faults: [],
          },
        };
      }
      if (tool.annotations.readOnlyHint) return work();
      const before = written.get(key);
      const running =
        before === undefined ? work() : before.then((gave) => (mayRunAgain(gave) ? work() : gave));
      written.set(key, running);
      return running;
    },
    async settled() {
      await Promise.allSettled(written.values());
    },
  };
  return asked;
}

/** What was refused has done nothing. Of what failed inside nobody knows. */
function mayRunAgain(output: unknown): boolean {
  const { error } = Object(output) as { error?: { code?: unknown } };
  return error !== undefined && error.code !== 'tool.failed';
}
