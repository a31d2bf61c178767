import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeText, plainText, toMrkdwn } from './escape.ts';

const own = 'https://trellis.example/changes/';

test('nothing that a model writes can mention, link or broadcast', () => {
  expect(toMrkdwn('<!channel> <@U0001> <https://evil.example|click> & more', own)).toBe(
    '&lt;!channel&gt; &lt;@U0001&gt; &lt;https://evil.example|click&gt; &amp; more',
  );
});

test('Markdown becomes what Slack shows, links become text', () => {
  expect(
    toMrkdwn(
      '## Result\n**12** leads\n- one\n  * two\n[Guide](https://x.example/a) ![chart](https://x.example/i.png)',
      own,
    ),
  ).toBe('*Result*\n*12* leads\n• one\n  • two\nGuide (https://x.example/a) chart');
});

test('the pages of ours can be clicked with all that stands in their address, and no look-alikes', () => {
  const base = 'https://trellis.example/';
  expect(
    toMrkdwn(
      'All: https://trellis.example/performance?from=2026-11-01&to=2026-11-23. Or <https://trellis.example/x>!',
      base,
    ),
  ).toBe(
    'All: <https://trellis.example/performance?from=2026-11-01&amp;to=2026-11-23>. Or &lt;<https://trellis.example/x>&gt;!',
  );
  expect(toMrkdwn('https://trellis.example.evil.example/a', base)).not.toContain('<');
});

test('only the address of a change of ours can be clicked', () => {
  expect(
    toMrkdwn('Approve it at https://trellis.example/changes/0198-ab, not https://evil.example/x.', own),
  ).toBe('Approve it at <https://trellis.example/changes/0198-ab>, not https://evil.example/x.');
});

test.each([
  ['<@U0BOT> how many leads?', 'how many leads?'],
  ['<@U0BOT>   score &gt;= 75 &amp; &lt;x&gt;', 'score >= 75 & <x>'],
  [
    'visits to <http://shop.example|shop.example> by <mailto:a@b.example|a@b.example>',
    'visits to shop.example by a@b.example',
  ],
  ['<https://shop.example/pricing>', 'https://shop.example/pricing'],
  ['ask <@U0002> in <#C0001|marketing> <!here>', 'ask @U0002 in #marketing @here'],
])('%s is read as it was typed', (text, typed) => {
  expect(plainText(text, 'U0BOT')).toBe(typed);
});

test('what was escaped reads back the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '&', '<', '>', 'amp;', 'lt;', '|', '@') }), (text) => {
      expect(plainText(escapeText(text), 'U0BOT')).toBe(text);
    }),
  );
});
