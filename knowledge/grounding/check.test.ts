import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAnswer } from './check.ts';
import { figuresOf } from './figures.ts';
import { bestQuote } from './quote.ts';

const passages = new Map([
  [
    1,
    { title: 'Peer benchmark', heading: 'First time right', text: 'The middle lies between 71 % and 84 %.' },
  ],
  [4, { title: 'Audit guide', heading: '', text: '**Keep** the decision for seven years, and no longer.' }],
]);
const check = (text: string, own?: string) =>
  checkAnswer(text, { passages, ...(own !== undefined && { own: figuresOf(own) }) });

describe('an answer held against what it cites', () => {
  it('stays as it is when its passages bear it out', () => {
    const text =
      'Between 71 and 84 percent pass at once [1].\n\n- “Keep the decision … and no longer” [4]: 7 years.\n- Seven years. [4] The title is “Audit guide” [4].';
    expect(check(text)).toEqual({ text, cited: [1, 4], findings: [] });
  });

  it('loses a citation that does not exist, and says so', () => {
    expect(check('Keep it [9]. Then [1, 4, 12].')).toMatchObject({
      text: 'Keep it. (unconfirmed: its source does not exist) Then [1][4]. (unconfirmed: one of its sources does not exist)',
      cited: [1, 4],
      findings: [
        { code: 'citation.unknown', what: '[9]' },
        { code: 'citation.unknown', what: '[12]' },
      ],
    });
    expect(check('All of it [1-3]【4†source】').text).toContain('[1][4] (unconfirmed');
    // A range that nobody means cites none of what lies in it.
    expect(check('All of it [2-9999].').cited).toEqual([]);
  });

  it('marks figures that the cited passages do not have', () => {
    expect(check('It is 91 % [1]. It is 71 % [1].').text).toBe(
      'It is 91 % [1]. (unconfirmed: 91 % is not in [1]) It is 71 % [1].',
    );
    expect(check('Keep it ten years [4].').findings).toEqual([
      { code: 'figure.not_cited', what: 'ten years' },
    ]);
    expect(check('Seventy-two percent. [1]').findings).toHaveLength(1);
    // Few things may be counted without a source, but not said to stand in one.
    expect(check('There are 5 parts [1].').findings).toHaveLength(1);
    // Of another passage than the one cited.
    expect(check('Keep it 7 years [1].').findings).toHaveLength(1);
  });

  it('reads a sentence without a citation by those of its line', () => {
    expect(check('- Audit guide [4]: keep it. That is 7 years.').findings).toEqual([]);
    expect(check('- Audit guide [4]: keep it. That is 9 years.').findings).toHaveLength(1);
    expect(check('There are 412 leads.\nKeep it [4].').findings).toEqual([]);
  });

  it('marks quoted words that are not in the passage', () => {
    expect(check('It says “keep the decision forever” [4].').findings).toEqual([
      { code: 'quote.not_cited', what: 'keep the decision forever' },
    ]);
    expect(check('It says "keep the **decision**" [4].').findings).toEqual([]);
    expect(check('It says “and no longer … keep” [4].').findings).toHaveLength(1);
    expect(check('Pause the “SMB fast track”.').findings).toEqual([]);
  });

  it('marks figures without a citation that are not of our own data, where those are given', () => {
    expect(check('You have 412 leads.', 'count 412').findings).toEqual([]);
    expect(check('You have 84 % and 5 tracks.', 'count 412')).toMatchObject({
      text: 'You have 84 % and 5 tracks. (unconfirmed: 84 % is not from your data)',
      findings: [{ code: 'figure.no_source' }],
    });
    expect(check('You have 90 tracks.', 'count 412').findings).toHaveLength(1);
    // A cited sentence is held against its passage alone.
    expect(check('You have 412 leads [1].', 'count 412').findings).toHaveLength(1);
  });

  it('never throws, keeps the lines, and lets no unknown citation through', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('[1]', '[2]', '[1-9999]', ' 71 %. ', '“a b”', '\n', '. '),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        const { text: checked } = check(text, '');
        expect(checked.split('\n')).toHaveLength(text.split('\n').length);
        expect(checked).not.toMatch(/\[(?:2|3|9999)\]/);
      }),
    );
  });
});

describe('the best quotation of a passage', () => {
  it('is the sentence with most of the words, read as text', () => {
    const passage =
      'It begins here. A *record* that [stands up](https://x.example) years later has four parts.\n\n- Who decided.\n- On what data.';
    expect(bestQuote('which record stands up years later', passage)).toBe(
      'A record that stands up years later has four parts.',
    );
    expect(bestQuote('what data', passage)).toBe('On what data.');
    expect(bestQuote('healthcare', '| Industry | Middle |\n|---|---|\n| Healthcare | 7 |')).toBe(
      'Healthcare, 7',
    );
    expect(bestQuote('who decided', 'An examiner asks "why?" and means who decided. No log says.')).toBe(
      'An examiner asks "why?" and means who decided. No log says.',
    );
    expect(bestQuote('x', 'Hello {{ lead.first_name }}.')).toBe('');
  });
});
