import type { AgentEvent, AgentRequest } from '../types.ts';
import { startTurn } from './turn.ts';
import type { TurnOptions } from './types.ts';

/** Runs one turn and gives it as it comes. Text is held back to whole lines, so that no half of a link gets out. */
export async function* streamTurn(
  options: TurnOptions,
  request: AgentRequest,
): AsyncGenerator<AgentEvent, void> {
  const turn = await startTurn(options, request);
  let text = '';
  let held = '';
  let finishReason = 'interrupted';
  try {
    const asked = { messages: turn.messages, abortSignal: request.signal, timeout: options.timeoutMs };
    const result = await turn.within(() => turn.loop.stream(asked));
    for await (const part of result.stream) {
      if (part.type === 'text-delta') {
        text += part.text;
        held += part.text;
        const end = held.lastIndexOf('\n') + 1;
        if (end > 0) yield { type: 'text', delta: turn.clean(held.slice(0, end)) };
        held = held.slice(end);
      } else if (part.type === 'start-step') {
        // The text of an answer is that of its last step, as in a turn that is not streamed.
        text = '';
      } else if (part.type === 'tool-call') {
        yield { type: 'tool-call', name: part.toolName, input: part.input };
      } else if (part.type === 'tool-result') {
        yield { type: 'tool-result', name: part.toolName, output: part.output };
      } else if (part.type === 'finish') {
        finishReason = part.finishReason;
      } else if (part.type === 'error') {
        throw part.error;
      } else if (part.type === 'abort') {
        throw new DOMException('The turn was ended.', 'AbortError');
      }
    }
  } catch (error) {
    yield { type: 'answer', answer: await turn.rescue(error, text) };
    return;
  }
  if (held !== '') yield { type: 'text', delta: turn.clean(held) };
  yield { type: 'answer', answer: await turn.finish(text, finishReason) };
}
