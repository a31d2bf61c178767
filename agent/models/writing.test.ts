import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeDocument } from '../describe-document.ts';
import { createModels } from './models.ts';

const mock = new LLMock({ port: 0 });
beforeAll(() => mock.start());
afterAll(() => mock.stop());
beforeEach(() => {
  mock.reset();
});

describe.each(['openai', 'openai-compatible'])('what is written and no answer, by %s', (provider) => {
  const descriptionBy = async (model: string) => {
    const config = { model, apiKey: 'k', baseUrl: `${mock.url}/v1` };
    const models = createModels(config, { wait: async () => undefined });
    const asked = await models.forTurn({} as never, 0, { purpose: 'document' });
    const question = {
      instructions: 'Say its kind.',
      document: 'A list.',
      schema: z.object({ kind: z.string() }),
    };
    return describeDocument(asked, question, AbortSignal.timeout(5_000));
  };

  it('comes from the next model when the first fails', async () => {
    mock.on({ model: 'a' }, { error: { message: 'no' }, status: 500 });
    mock.on({ model: 'b' }, { content: '{"kind":"checklist"}' });
    expect(await descriptionBy(`${provider}:a,${provider}:b`)).toEqual({ kind: 'checklist' });
  });

  it('is not asked of the interpreter', async () => {
    mock.on({ model: 'a' }, { error: { message: 'no' }, status: 401 });
    await expect(descriptionBy(`${provider}:a,interpreter`)).rejects.toMatchObject({ statusCode: 401 });
  });
});
