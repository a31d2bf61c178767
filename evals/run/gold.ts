import type { LanguageModelV4, LanguageModelV4Content, LanguageModelV4Prompt } from '@ai-sdk/provider';
import { readPrompt } from '../../agent/interpreter/prompt.ts';
import type { Models } from '../../agent/models/types.ts';
import { atPath } from '../score/at-path.ts';
import { asRegExp, type Taken, type Task, type TaskTurn } from '../task.ts';

/** What the gold calls gave, by turn. */
export type GoldOutputs = readonly (readonly unknown[])[];

/**
 * A model that does what a task says is right: it makes the gold calls of each turn one after another, then says the
 * words and figures that the answer must have. What is a regular expression it cannot say.
 */
export function goldModels(task: Task): Models & { outputs: GoldOutputs } {
  const outputs: unknown[][] = [];
  const model: LanguageModelV4 = {
    specificationVersion: 'v4',
    provider: 'trellis',
    modelId: 'gold',
    supportedUrls: {},
    async doGenerate({ prompt }) {
      const n = prompt.filter(({ role }) => role === 'user').length - 1;
      const turn = task.turns[n] as TaskTurn;
      const given = readPrompt(prompt).calls.map(({ output }) => output);
      outputs[n] = given;
      return { ...reply(turn, given.length, outputs, prompt), usage, warnings: [] };
    },
    doStream: () => Promise.reject(new Error('Gold calls are not streamed.')),
  };
  return { name: 'trellis:gold', outputs, forTurn: async () => model };
}

const usage = {
  inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 0, text: 0, reasoning: 0 },
};

function reply(turn: TaskTurn, done: number, outputs: GoldOutputs, prompt: LanguageModelV4Prompt) {
  const call = turn.calls[done];
  const content: LanguageModelV4Content = call
    ? {
        type: 'tool-call',
        toolCallId: `gold-${prompt.length}`,
        toolName: call.name,
        input: JSON.stringify(filledIn(call.input, outputs)),
      }
    : { type: 'text', text: goldText(turn, outputs) };
  return {
    content: [content],
    finishReason: { unified: call ? ('tool-calls' as const) : ('stop' as const), raw: undefined },
  };
}

function goldText({ says, asks }: TaskTurn, outputs: GoldOutputs): string {
  const words = says.flatMap((said) => {
    if (typeof said === 'string') return asRegExp(said) ? [] : [said];
    return [String(takenFrom(outputs, said))];
  });
  return [asks ? 'Which one?' : 'Done.', ...words].join('\n');
}

/** The value that a task takes from what its gold calls gave; undefined where there is none. */
export function takenFrom(
  outputs: GoldOutputs,
  { of, take, turn = outputs.length - 1 }: Taken,
): string | number | undefined {
  const value = atPath(outputs[turn]?.[of], take.split('.'));
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

/** The input with the values that its `{ of, take }` stand for. */
function filledIn(input: unknown, outputs: GoldOutputs): unknown {
  if (Array.isArray(input)) return input.map((one) => filledIn(one, outputs));
  if (typeof input !== 'object' || input === null) return input;
  if ('of' in input && 'take' in input) return takenFrom(outputs, input as Taken);
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, filledIn(value, outputs)]));
}
