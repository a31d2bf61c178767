import { describe, expect, it } from 'vitest';
import { redact } from './redact.ts';

const names = ['ann@x.example', 'Ann Miller', 'lead-1'];

describe('taking a lead out of what was said', () => {
  it('empties the records that are about it and leaves the others', () => {
    const rows = {
      leads: [
        { id: 'lead-1', name: 'Ann M.', score: 5 },
        { id: 'lead-2', name: 'Bo', score: 7 },
      ],
    };
    expect(redact(rows, names)).toEqual({
      leads: [
        { id: '[erased]', name: '[erased]', score: 0 },
        { id: 'lead-2', name: 'Bo', score: 7 },
      ],
    });
  });

  it('replaces the names within texts, in any case', () => {
    expect(redact(['Write to ANN@x.example (Ann Miller)', 3, null], names)).toEqual([
      'Write to [erased] ([erased])',
      3,
      null,
    ]);
  });

  it('keeps what makes a message one', () => {
    expect(redact([{ type: 'text', text: 'ann@x.example' }], names)).toEqual([
      { type: 'text', text: '[erased]' },
    ]);
  });

  it('takes names for no pattern', () => {
    expect(redact('a+b@x.example aab@x.example', ['a+b@x.example'])).toBe('[erased] aab@x.example');
  });
});
