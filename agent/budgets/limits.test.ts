import { describe, expect, it } from 'vitest';
import { budgetCodeOf, budgetError } from './errors.ts';
import { parseLimits } from './limits.ts';
import { parsePrices, priceOf } from './prices.ts';

describe('a budget', () => {
  it('has usual limits, others where they are named, and none where that is said', () => {
    expect(parseLimits('turn')).toEqual({ steps: 8, seconds: 90, tokens: 200_000 });
    expect(parseLimits('turn', 'steps=4, money=0.25')).toEqual({
      ...{ steps: 4, seconds: 90, tokens: 200_000, money: 250_000 },
    });
    expect(parseLimits('person', 'tokens=none steps=300')).toEqual({ steps: 300 });
  });

  it.each([
    ['turn', 'steps=none'],
    ['turn', 'seconds=1.5'],
    ['person', 'token=3'],
    ['installation', 'tokens=-1'],
    ['installation', 'tokens'],
    ['person', 'money=0.0000001'],
  ] as const)('of a %s is refused as "%s", with what to write', (scope, text) => {
    expect(() => parseLimits(scope, text)).toThrow(
      expect.objectContaining({ code: 'budget.invalid', message: expect.stringContaining('tokens=N') }),
    );
  });

  it('that is used up says what, when it renews and who can raise it', () => {
    const day = { limit: 50_000, used: 48_000, wanted: 9_000, renewsAt: Date.UTC(2026, 2, 19) };
    const error = budgetError({ scope: 'person', resource: 'tokens', ...day });
    expect(error).toMatchObject({
      code: 'budget.person_tokens',
      mender: 'operator',
      message:
        'What you may take in a day of language models is used up: 48,000 tokens of 50,000 tokens, and the next step may take 9,000 tokens. It begins anew at 2026-03-19 00:00 UTC. An operator can raise it with TRELLIS_BUDGET_PERSON.',
    });
    const turn = budgetError({
      scope: 'turn',
      resource: 'money',
      limit: 250_000,
      used: 250_000,
      wanted: 4_000,
    });
    expect(turn.message).toBe(
      'What one turn may take of language models is used up: 0.25 in money of 0.25 in money. Ask for a smaller part of it. An operator can raise it with TRELLIS_BUDGET_TURN.',
    );
    expect([budgetCodeOf(error), budgetCodeOf(new Error('budget.person_tokens'))]).toEqual([
      'budget.person_tokens',
      undefined,
    ]);
  });
});

describe('prices', () => {
  it('are of a million tokens; what the provider had at hand may cost less', () => {
    const prices = parsePrices('openai:a=1.25/0.125/10, openai-compatible:org/b:70b=0/0');
    const tokens = { input: 1_000, cached: 400, output: 200 };
    expect(priceOf(prices.get('openai:a'), tokens)).toBe(600 * 1.25 + 400 * 0.125 + 200 * 10);
    expect(priceOf(prices.get('openai-compatible:org/b:70b'), tokens)).toBe(0);
    expect(priceOf(prices.get('openai:c'), tokens)).toBeUndefined();
    expect(priceOf(parsePrices('openai:a=2/4').get('openai:a'), tokens)).toBe(2_800);
  });

  it.each(['openai:a', 'openai:a=1', 'openai:a=1/x', 'openai:a=1/2/3/4'])('are refused as "%s"', (text) => {
    expect(() => parsePrices(text)).toThrow(expect.objectContaining({ code: 'prices.invalid' }));
  });
});
