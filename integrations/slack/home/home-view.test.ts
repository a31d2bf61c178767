import { expect, test } from 'vitest';
import { lintView } from '../blocks/lint/lint.ts';
import { homeView, refusalView } from './home-view.ts';
import { home } from './testing/home.ts';

const ownUrl = 'https://trellis.example/';
const buttons = (view: object) => JSON.stringify(view).split('home_show_card').length - 1;

test('a home tab has what waits, the week and the tracks, for whom it is', () => {
  const view = homeView(home);
  expect(view).toMatchSnapshot();
  expect(lintView(view, { ownUrl })).toEqual([]);
  expect(buttons(view)).toBe(2);
  expect(buttons(homeView({ ...home, role: 'viewer' }))).toBe(0);
});

test('nothing at all is said as such', () => {
  const view = homeView({ ...home, pending: [], morePending: 0, tracks: [], week: { sentences: [] } });
  const words = JSON.stringify(view);
  for (const said of ['Nothing waits for approval', 'Nothing is counted yet', 'There is no track yet'])
    expect(words).toContain(said);
  expect(lintView(view)).toEqual([]);
});

test('titles that people wrote write no mention and stay within the limits', () => {
  const title = '<!channel> & '.repeat(400);
  const [one] = home.pending;
  const [track] = home.tracks;
  const view = homeView({
    ...home,
    name: title,
    pending: Array.from({ length: 10 }, () => ({
      ...(one as NonNullable<typeof one>),
      title,
      author: title,
    })),
    tracks: Array.from({ length: 15 }, () => ({ ...(track as NonNullable<typeof track>), title })),
    week: { sentences: [title] },
  });
  expect(lintView(view, { ownUrl })).toEqual([]);
  expect(lintView(refusalView(title))).toEqual([]);
});
