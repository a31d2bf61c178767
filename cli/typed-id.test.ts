import { describe, expect, it } from 'vitest';
import { toType, whyNotTyped } from './typed-id.ts';

const id = '41a8c0de-0000-4000-8000-000000000000';

describe('what a person types to settle a change', () => {
  it('is the first four characters of its id', () => {
    expect(toType(id)).toBe('41a8');
  });

  it.each(['41a8', '41a8c', '41a8c0de', id])('may be %j', (given) => {
    expect(whyNotTyped(id, given)).toBeUndefined();
  });

  it.each([' ', 'y', 'yes', '41a9', '41A8', `${id}0`, '00000000'])(
    'is not %j, which is something else',
    (given) => {
      expect(whyNotTyped(id, given)).toBe(`the id does not begin with "${given}"`);
    },
  );

  it.each(['4', '41a'])('is not %j, which is too little', (given) => {
    expect(whyNotTyped(id, given)).toBe(`"${given}" is less than the first 4 characters of the id`);
  });

  it('is never nothing', () => {
    expect(whyNotTyped(id, '')).toBe('nothing was typed');
    expect(whyNotTyped('', '')).toBe('nothing was typed');
  });
});
