import { expect, it } from 'vitest';
import { lintMessage } from './lint/lint.ts';
import { safeMarkdown } from './markdown.ts';

const own = 'https://trellis.example/changes/';

it.each([
  ['a mention', 'call <!channel> and <@U1> & co', 'call &lt;!channel&gt; and &lt;@U1&gt; &amp; co'],
  ['a link', '[click](https://evil.example/?d=1)', 'click (`https://evil.example/?d=1`)'],
  ['an image', '![x](https://evil.example/?d=1) there', 'x there'],
  [
    'an address',
    'see www.evil.example/a and mailto:eve@evil.example',
    'see `www.evil.example/a` and `mailto:eve@evil.example`',
  ],
  ['a way out of code', '`https://evil.example`', "'`https://evil.example'`"],
  ['a page of ours', `see ${own}12ab`, `see ${own}12ab`],
])('%s is shown harmlessly', (_, written, shown) => {
  expect(safeMarkdown(written, own)).toBe(shown);
  expect(lintMessage({ text: 'x', blocks: [{ type: 'markdown', text: shown }] }, { ownUrl: own })).toEqual(
    [],
  );
});
