import { describe, expect, it } from 'vitest';
import { createModels } from './models.ts';

describe('the model that TRELLIS_MODEL names', () => {
  it('is the embedded interpreter when it is not set', () => {
    expect(createModels({}).name).toBe('trellis:interpreter');
    expect(createModels({ model: '' }).name).toBe('trellis:interpreter');
  });

  it('keeps its whole name, colons included', async () => {
    const models = createModels({ model: 'openai-compatible:llama3:8b', baseUrl: 'http://127.0.0.1:1/v1' });
    expect(models.name).toBe('openai-compatible:llama3:8b');
    expect((await models.forTurn({} as never, 0)).modelId).toBe('llama3:8b');
  });

  it('may be several in order of preference, the interpreter last', () => {
    const models = createModels({
      model: 'openai:a, openai-compatible:b,interpreter',
      apiKey: 'k',
      compatible: { baseUrl: 'http://127.0.0.1:1/v1' },
    });
    expect(models.name).toBe('openai:a, openai-compatible:b, trellis:interpreter');
  });

  it.each([
    [{ model: 'gpt' }, 'model.unknown_provider'],
    [{ model: 'anthropic:x' }, 'model.unknown_provider'],
    [{ model: 'openai:' }, 'model.no_name'],
    [{ model: 'openai:a,openai:a', apiKey: 'k' }, 'model.twice'],
    [{ model: 'interpreter,openai:a', apiKey: 'k' }, 'model.after_interpreter'],
    [{ model: 'openai:a,', apiKey: 'k' }, 'model.unknown_provider'],
    [{ model: 'openai:gpt' }, 'model.no_key'],
    [{ model: 'openai-compatible:x', apiKey: 'k' }, 'model.no_base_url'],
  ])('is refused with what to do: %o', (config, code) => {
    expect(() => createModels(config)).toThrow(expect.objectContaining({ code, mender: 'operator' }));
  });
});
