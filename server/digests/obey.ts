import type { Destination, Order, Orderer, Orders, Which } from '../../agent/digests/orders.ts';
import { TrellisError } from '../../db/errors.ts';
import type { Alert } from '../alerts/store.ts';
import { readPlace } from '../posts/place.ts';
import { type Desk, seenBy } from './desk.ts';
import type { Digest } from './store.ts';
import { alertWords, digestWords } from './told.ts';
import { clockOf } from './words.ts';

/** Does what people order in words, and says what was done. */
export function createOrders(desk: Desk, { smtp, page }: { smtp: boolean; page: string }): Orders {
  return {
    async obey(order, orderer) {
      if (order.do === 'list') return listed(desk, order.what, orderer);
      if (order.do === 'unclear') return unclear[order.what];
      if (order.do === 'stop') return stop(desk, order, orderer);
      if (!orderer.inPerson) throw personNeeded();
      if (order.do === 'digest') {
        const { item, isNew } = await desk.setDigest(order, orderer);
        return [
          `${isNew ? 'Set' : 'Set anew'}, digest ${item.id}: ${digestWords(item, orderer.person.id)}.`,
          `The next one comes ${clockOf(item.nextAt, item.timeZone)}. It tells how nurturing did, with a chart and what waits for an approval.`,
          ...zoneHint(orderer),
          ...mailHint(item.place, smtp, page),
          `“Stop digest ${item.id}” ends it.`,
        ].join('\n');
      }
      const { item, isNew } = await desk.setAlert(order, orderer);
      return [
        `${isNew ? 'Set' : 'Set anew'}, alert ${item.id}: ${alertWords(item, orderer.person.id)}.`,
        'It is said once when it begins and once when it has recovered.',
        ...zoneHint(orderer),
        ...mailHint(item.place, smtp, page),
        `“Stop alert ${item.id}” ends it.`,
      ].join('\n');
    },
  };
}

const unclear = {
  digest:
    'I did not understand all of that, so I set nothing. Say how often and where: “send me a digest every Monday at 9”, “post a monthly digest here”, “email me a weekly digest about the welcome track”. There are weekly and monthly ones; said again for the same place, it has its new day.',
  alert:
    'I did not understand all of that, so I set nothing. I can warn of clicks that fall, stuck leads, failed sends and connectors that are down: “alert #marketing when clicks drop by a third”, “tell me when leads are stuck”. Said again for the same place, it has its new threshold.',
};

/** What comes to others comes from a person’s own words only: a program that read something foreign could be made to. */
export function personNeeded(): TrellisError {
  return new TrellisError(
    'auth.person_needed',
    'Digests and alerts are set and stopped only when a person says so: on the page, in Slack, or on a terminal (`trellis chat`, `trellis digests`, `trellis alerts`).',
  );
}

function zoneHint({ person }: Orderer): string[] {
  if (person.timeZone) return [];
  return [
    'I do not know your time zone, so the hours are those of UTC; signing in to the console tells it to me.',
  ];
}

function mailHint(place: string, smtp: boolean, page: string): string[] {
  if (readPlace(place).kind !== 'email' || smtp) return [];
  return [`No mail server is set (SMTP_URL), so it is not emailed; it is kept at ${page}.`];
}

async function listed(desk: Desk, what: 'digests' | 'alerts' | 'both', orderer: Orderer): Promise<string> {
  const reader = orderer.person.id;
  const { digests: seen, alerts: watched, open } = seenBy(await desk.list(), reader);
  const lines: string[] = [];
  if (what !== 'alerts') {
    lines.push(
      seen.length === 0
        ? 'No digest is set. Say “send me a digest every Monday at 9”, or “post a monthly digest here”.'
        : `Digests:\n${seen.map((digest) => `- ${digest.id}: ${digestWords(digest, reader)}`).join('\n')}`,
    );
  }
  if (what !== 'digests') {
    const now = (alert: Alert) => (open.some(({ alertId }) => alertId === alert.id) ? '; it is so now' : '');
    lines.push(
      watched.length === 0
        ? 'No alert is set. Say “alert me when clicks drop by a third”, or “tell me when leads are stuck”.'
        : `Alerts:\n${watched.map((alert) => `- ${alert.id}: ${alertWords(alert, reader)}${now(alert)}`).join('\n')}`,
    );
  }
  return lines.join('\n\n');
}

async function stop(
  desk: Desk,
  { what, which }: Extract<Order, { do: 'stop' }>,
  orderer: Orderer,
): Promise<string | undefined> {
  const { person } = orderer;
  const all = seenBy(await desk.list(), person.id);
  const digests = what === 'alert' ? [] : all.digests.filter((one) => isMeantDigest(one, which, orderer));
  const alerts =
    what === 'digest' || which.every ? [] : all.alerts.filter((one) => isMeantAlert(one, which, orderer));
  const found = [...digests, ...alerts];
  // “The weekly one” may be something else.
  if (found.length === 0 && what === 'either') return undefined;
  if (!orderer.inPerson) throw personNeeded();
  if (found.length === 0)
    return `There is none like that. ${await listed(desk, what === 'alert' ? 'alerts' : 'digests', orderer)}`;
  if (found.length > 1 && !which.all)
    return `Which one?\n${[
      ...digests.map((one) => `- digest ${one.id}: ${digestWords(one, person.id)}`),
      ...alerts.map((one) => `- alert ${one.id}: ${alertWords(one, person.id)}`),
    ].join('\n')}\n“Stop ${digests.length > 0 ? 'digest' : 'alert'} ${found[0]?.id}” ends the first.`;
  const lines: string[] = [];
  for (const { id } of digests) {
    const digest = await desk.stopDigest(id, person);
    lines.push(`Stopped, digest ${id}: ${digestWords(digest, person.id)}.`);
  }
  for (const { id } of alerts) {
    const alert = await desk.stopAlert(id, person);
    lines.push(`Stopped, alert ${id}: ${alertWords(alert, person.id)}.`);
  }
  return lines.join('\n');
}

function isMeantDigest(digest: Digest, which: Which, orderer: Orderer): boolean {
  return (
    (which.number === undefined || which.number === digest.id) &&
    (which.every === undefined || which.every === digest.every) &&
    isAt(digest, which.to, orderer)
  );
}

function isMeantAlert(alert: Alert, which: Which, orderer: Orderer): boolean {
  return (
    (which.number === undefined || which.number === alert.id) &&
    (which.alert === undefined || which.alert === alert.kind) &&
    isAt(alert, which.to, orderer)
  );
}

function isAt(
  { place, placeName }: Digest | Alert,
  to: Destination | undefined,
  { place: from }: Orderer,
): boolean {
  if (to === undefined || to === 'me') return true;
  const at = readPlace(place);
  if (to === 'email') return at.kind === 'email';
  if (to !== 'here') return at.kind === 'slack' && [at.channel, placeName].includes(to.channel);
  const [face, channel = ''] = from.split(':');
  if (face !== 'slack') return at.kind === 'email';
  return channel.startsWith('D') ? at.kind === 'direct' : at.kind === 'slack' && at.channel === channel;
}
