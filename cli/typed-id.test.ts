import { describe, expect, it } from 'vitest';
import { isTyped, toType } from './typed-id.ts';

const id = '41a8c0de-0000-4000-8000-000000000000';

describe('what a person types to settle a change', () => {
  it('is the first four characters of its id', () => {
    expect(toType(id)).toBe('41a8');
    expect(isTyped(id, '41a8')).toBe(true);
  });

  it.each(['', ' ', 'y', 'yes', '4', '41a', '41a8c', '41a9', '41A8', id, '00000000'])(
    'is not %j',
    (given) => {
      expect(isTyped(id, given)).toBe(false);
    },
  );

  it('is never nothing', () => {
    expect(isTyped('', '')).toBe(false);
  });
});
