import type { LanguageModelV4FinishReason, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import { firstSign } from './first-sign.ts';

const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};
const start: LanguageModelV4StreamPart = { type: 'stream-start', warnings: [] };
const text = (delta: string): LanguageModelV4StreamPart => ({ type: 'text-delta', id: '1', delta });
const finish = (unified: LanguageModelV4FinishReason['unified']): LanguageModelV4StreamPart => ({
  type: 'finish',
  finishReason: { unified, raw: undefined },
  usage,
});
const all = async (parts: LanguageModelV4StreamPart[]) => {
  const types: string[] = [];
  for await (const { type } of await firstSign(ReadableStream.from(parts))) types.push(type);
  return types;
};

describe('a stream held back to its first sign', () => {
  it('rejects with an error that comes before it, and when it says nothing', async () => {
    const failed = new Error('overloaded');
    await expect(all([start, { type: 'error', error: failed }])).rejects.toBe(failed);
    const reasoning: LanguageModelV4StreamPart = { type: 'reasoning-delta', id: '0', delta: 'Hm.' };
    await expect(all([start, reasoning, text(' '), finish('stop')])).rejects.toMatchObject({
      code: 'model.empty',
    });
    await expect(all([start, text('')])).rejects.toMatchObject({ code: 'model.cut_off' });
  });

  it('is whole from its beginning, a refusal and a length that is reached included', async () => {
    expect(await all([start, text('Hello'), finish('stop')])).toEqual([
      'stream-start',
      'text-delta',
      'finish',
    ]);
    for (const reason of ['content-filter', 'length'] as const)
      expect(await all([start, finish(reason)])).toEqual(['stream-start', 'finish']);
  });

  it('breaks off where the provider ends a step by an error: no tool that it called runs', async () => {
    const call: LanguageModelV4StreamPart = {
      type: 'tool-call',
      toolCallId: '1',
      toolName: 'x',
      input: '{}',
    };
    await expect(all([start, call, finish('error')])).rejects.toMatchObject({ code: 'model.cut_off' });
  });

  it('lets go of the provider when nobody reads on', async () => {
    let cancelled = false;
    const endless = new ReadableStream<LanguageModelV4StreamPart>({
      pull: (controller) => controller.enqueue(text('More. ')),
      cancel: () => {
        cancelled = true;
      },
    });
    await (await firstSign(endless)).cancel();
    expect(cancelled).toBe(true);
  });
});
