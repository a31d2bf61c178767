import type { AlertContent } from '../../agent/digests/content.ts';
import type { AlertKind } from '../../agent/digests/orders.ts';
import { clockOf } from '../digests/words.ts';
import { connectorName } from './judge.ts';
import type { Alert, Incident } from './store.ts';

/** Where to look: a page of ours. */
const pages: Readonly<Record<AlertKind, string>> = {
  clicks: '/performance',
  stuck: '/leads',
  failed_sends: '/outbox',
  connectors: '/digests',
};

const begun: Readonly<Record<AlertKind, string>> = {
  clicks: 'Fewer emails are clicked',
  stuck: 'Leads are stuck',
  failed_sends: 'Emails fail',
  connectors: 'is down',
};
const over: Readonly<Record<AlertKind, string>> = {
  clicks: 'Clicks have recovered',
  stuck: 'Leads go on again',
  failed_sends: 'Emails are sent again',
  connectors: 'is back',
};

function titleOf(kind: AlertKind, subject: string, words: Readonly<Record<AlertKind, string>>): string {
  return kind === 'connectors' ? `${connectorName(subject)} ${words[kind]}` : words[kind];
}

export function begunContent(
  { kind }: Alert,
  { subject, words }: Pick<Incident, 'subject' | 'words'>,
  publicUrl: string,
): AlertContent {
  return {
    kind: 'alert',
    state: 'began',
    title: titleOf(kind, subject, begun),
    sentences: [...words],
    url: publicUrl + pages[kind],
  };
}

/** `told`: that it began has been said. Otherwise both are said at once. */
export function endedContent(
  { kind, timeZone }: Alert,
  incident: Incident,
  {
    words,
    now,
    told,
    publicUrl,
  }: { words: readonly string[]; now: number; told: boolean; publicUrl: string },
): AlertContent {
  const span = `It was so from ${clockOf(incident.beganAt, timeZone)} to ${clockOf(now, timeZone)}.`;
  return {
    kind: 'alert',
    state: told ? 'recovered' : 'over',
    title: titleOf(kind, incident.subject, over),
    sentences: told ? [...words, span] : [...incident.words, ...words, span],
    url: publicUrl + pages[kind],
  };
}
