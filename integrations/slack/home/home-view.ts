import type { types } from '@slack/bolt';
import { button, context, header, linkButton, section, slackDate } from '../blocks/build.ts';
import { escapeText } from '../blocks/escape.ts';
import { limits, splitText, truncate } from '../blocks/limits.ts';
import { newAlertAction, newDigestAction } from '../digests/modals.ts';
import type { HomeData, PendingChange, TrackHealth } from './home-data.ts';

type Block = types.KnownBlock;

/** Shows a change's card in the direct message with the app. */
export const showCardAction = 'home_show_card';
const pageAction = 'home_open_page';

/** The home tab: what waits for approval, this week's numbers, and how each track is. */
export function homeView(data: HomeData): types.HomeView {
  return {
    type: 'home',
    blocks: [
      header(`Hello ${data.name}`),
      context(
        `You are ${articled(data.role)}. Read ${slackDate(data.at)}. Ask me under *Messages*, or mention me in a channel.`,
      ),
      ...pending(data),
      ...week(data),
      ...tracks(data),
    ],
  };
}

/** What somebody sees whom we may show nothing. */
export function refusalView(words: string): types.HomeView {
  return { type: 'home', blocks: [section(escapeText(words))] };
}

function pending({ pending, morePending, role, pages }: HomeData): Block[] {
  const many = pending.length + morePending;
  const title = many === 0 ? 'Nothing waits for approval' : `Waiting for approval: ${many}`;
  const more =
    morePending > 0 ? [context(`${morePending} more are on <${pages.changes}|the page of changes>.`)] : [];
  return [header(title), ...pending.map((change) => pendingLine(change, role)), ...more];
}

function pendingLine(
  { id, title, author, own, risk, expiresAt, url }: PendingChange,
  role: HomeData['role'],
): Block {
  const by = own ? 'you' : escapeText(truncate(author, 100));
  const line = `*${escapeText(truncate(title, 200))}*\nBy ${by}, ${riskSign[risk]} ${risk} risk, open until ${slackDate(expiresAt)}. <${url}|Its page>`;
  // A viewer can settle nothing: the page says all there is to read.
  return role === 'viewer'
    ? section(line)
    : section(line, button('Show card', showCardAction, { value: id }));
}

const riskSign = { low: ':white_circle:', medium: ':large_yellow_circle:', high: ':red_circle:' } as const;

function week({ week: { sentences }, pages }: HomeData): Block[] {
  return [
    header('The last seven days'),
    section(
      sentences.map((sentence) => `• ${escapeText(truncate(sentence, 600))}`).join('\n') ||
        'Nothing is counted yet.',
    ),
    {
      type: 'actions',
      elements: [
        linkButton('All figures', pageAction, pages.performance),
        button('New digest', newDigestAction),
        button('New alert', newAlertAction),
      ],
    },
  ];
}

function tracks({ tracks: all, moreTracks, pages }: HomeData): Block[] {
  if (all.length === 0) return [header('Tracks'), section(`There is no track yet. Ask me to build one.`)];
  const more =
    moreTracks > 0 ? [context(`${moreTracks} more are on <${pages.program}|the page of the program>.`)] : [];
  return [
    header('Tracks'),
    ...splitText(all.map(trackLine).join('\n'), limits.section).map((text) => section(text)),
    ...more,
  ];
}

function trackLine(track: TrackHealth): string {
  const { title, url, on, came } = track;
  const troubles = troublesOf(track);
  const sign = track.paused
    ? ':double_vertical_bar:'
    : troubles.length > 0
      ? ':warning:'
      : ':large_green_circle:';
  const words = [`${count(on)} on it`, `${count(came)} came this week`, ...troubles].join(', ');
  return `${sign} <${url}|${escapeText(truncate(title, 60))}>: ${words}`;
}

/** What keeps a track from doing its work, in words. */
function troublesOf({ paused, failed, late, on, came }: TrackHealth): string[] {
  return [
    ...(paused ? ['paused'] : []),
    ...(failed > 0 ? [`${count(failed)} emails failed or are in doubt this week`] : []),
    ...(late > 0 && !paused ? [`${count(late)} wait for a step that is overdue`] : []),
    ...(on === 0 && came === 0 && !paused ? ['nobody comes'] : []),
  ];
}

const count = (n: number) => n.toLocaleString('en');
const articled = (role: string) => (/^[aeiou]/.test(role) ? `an ${role}` : `a ${role}`);
