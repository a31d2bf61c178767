import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4GenerateResult,
} from '@ai-sdk/provider';
import { APICallError } from 'ai';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { guard } from './guarded.ts';

const options: LanguageModelV4CallOptions = { prompt: [] };
const answer: LanguageModelV4GenerateResult = {
  content: [{ type: 'text', text: 'Hello.' }],
  finishReason: { unified: 'stop', raw: 'stop' },
  usage: {
    inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
    outputTokens: { total: 1, text: 1, reasoning: 0 },
  },
  warnings: [],
};
const failure = (statusCode: number) =>
  new APICallError({ message: 'no', url: 'http://model.test', requestBodyValues: {}, statusCode });

/** A model that does what the test says, and how often it was asked. */
function scripted(act: () => LanguageModelV4GenerateResult | Promise<LanguageModelV4GenerateResult>) {
  const script = { asked: 0, act };
  const model = {
    doGenerate: async () => {
      script.asked++;
      return script.act();
    },
  } as unknown as LanguageModelV4;
  return { script, guarded: guard(model, async () => undefined) };
}
const throwing = (statusCode: number) => () => {
  throw failure(statusCode);
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the circuit breaker of a model', () => {
  it('lets it be the longer the more often it stays out, and lets one answer bring it back', async () => {
    const { script, guarded } = scripted(throwing(401));
    const ask = () => guarded.generate(options, { patienceMs: 1_000 });
    for (let n = 0; n < 5; n++) await expect(ask()).rejects.toThrow('no');
    expect(script.asked).toBe(5);
    for (const seconds of [30, 60, 120, 300, 300]) {
      const before = script.asked;
      vi.advanceTimersByTime((seconds - 1) * 1_000);
      await expect(ask()).rejects.toThrow();
      expect([seconds, script.asked]).toEqual([seconds, before]);
      vi.advanceTimersByTime(1_000);
      await expect(ask()).rejects.toThrow('no');
      expect([seconds, script.asked]).toEqual([seconds, before + 1]);
    }
    vi.advanceTimersByTime(300_000);
    script.act = () => answer;
    for (let n = 0; n < 3; n++) expect(await ask()).toBe(answer);
  });

  it('asks once whether it is back; who can ask another model does not wait for that', async () => {
    const { script, guarded } = scripted(throwing(500));
    const ask = () => guarded.generate(options, { patienceMs: 1_000 });
    for (let n = 0; n < 2; n++) await expect(ask()).rejects.toThrow();
    vi.advanceTimersByTime(30_000);
    const { promise, resolve } = Promise.withResolvers<LanguageModelV4GenerateResult>();
    script.act = () => promise;
    const before = script.asked;
    const probe = ask();
    await expect(ask()).rejects.toThrow();
    expect(script.asked).toBe(before + 1);
    resolve(answer);
    expect(await probe).toBe(answer);
  });

  it('does not count what is the fault of one request', async () => {
    const { script, guarded } = scripted(throwing(400));
    for (let n = 0; n < 8; n++) await expect(guarded.generate(options, {})).rejects.toThrow('no');
    expect(script.asked).toBe(8);
  });
});
