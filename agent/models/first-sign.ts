import type { LanguageModelV4GenerateResult, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { NoAnswerError } from './trouble.ts';

type Parts = ReadableStream<LanguageModelV4StreamPart>;

/**
 * Holds a stream back until the model has said something that a person or a tool would get. Rejects when it fails or ends
 * before: nothing is lost then by asking another model.
 */
export async function firstSign(stream: Parts): Promise<Parts> {
  const reader = stream.getReader();
  const held: LanguageModelV4StreamPart[] = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) throw new NoAnswerError('model.cut_off');
      if (value.type === 'error') throw value.error;
      held.push(value);
      if (isSign(value)) break;
      if (value.type === 'finish') {
        assertNotEmpty(value.finishReason.unified, false);
        break;
      }
    }
  } catch (error) {
    reader.cancel(error).catch(() => undefined);
    throw error;
  }
  return wholeStep(held, reader);
}

/** The same of a whole answer. */
export function assertAnswer({ content, finishReason }: LanguageModelV4GenerateResult): void {
  const said = content.some((part) =>
    part.type === 'text' ? part.text.trim() !== '' : part.type !== 'reasoning',
  );
  assertNotEmpty(finishReason.unified, said);
}

/** A refusal and a length that was reached are answers: the next model is not asked to say what the first would not. */
function assertNotEmpty(finishReason: string, said: boolean): void {
  if (finishReason === 'error') throw new NoAnswerError('model.cut_off');
  if (!said && finishReason !== 'content-filter' && finishReason !== 'length')
    throw new NoAnswerError('model.empty');
}

function isSign(part: LanguageModelV4StreamPart): boolean {
  if (part.type === 'text-delta') return part.delta.trim() !== '';
  return part.type === 'tool-input-start' || part.type === 'tool-call';
}

/** A step that the provider ended by an error is none: the SDK would run the tools that it called. */
function wholeStep(
  held: readonly LanguageModelV4StreamPart[],
  reader: ReadableStreamDefaultReader<LanguageModelV4StreamPart>,
): Parts {
  return new ReadableStream(
    {
      start: (controller) => {
        for (const part of held) controller.enqueue(part);
      },
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        if (value.type === 'finish' && value.finishReason.unified === 'error') {
          reader.cancel().catch(() => undefined);
          throw new NoAnswerError('model.cut_off');
        }
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
