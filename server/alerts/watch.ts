import type { AlertKind } from '../../agent/digests/orders.ts';
import type { Database } from '../../db/connection.ts';
import type { Config } from '../config.ts';
import { insertPost, replaceQueued } from '../posts/store.ts';
import type { PostPorts } from '../posts/types.ts';
import { lookAtConnectors } from './connectors.ts';
import { begunContent, endedContent } from './content.ts';
import {
  type Judgement,
  type Judging,
  judgeClicks,
  judgeConnectors,
  judgeFailed,
  judgeStuck,
} from './judge.ts';
import { measureClicks, measureFailed, measureStuck } from './measure.ts';
import { afterQuiet } from './quiet.ts';
import {
  type Alert,
  beginIncident,
  claimLook,
  endIncident,
  type Incident,
  listAlerts,
  openIncidents,
} from './store.ts';

export interface Watching {
  db: Database;
  clock: () => number;
  config: Config;
  ports: PostPorts;
  publicUrl: string;
  fetch: typeof fetch;
}

/** Between two looks. What changes slowly is looked at seldom: each look is one more chance to be wrong. */
const everyMs: Readonly<Record<AlertKind, number>> = {
  clicks: 6 * 3_600_000,
  stuck: 10 * 60_000,
  failed_sends: 15 * 60_000,
  connectors: 2 * 60_000,
};

type Judge = (judging: Judging & { subject?: string }) => Judgement[];

/** Looks at what somebody wants to be warned of, and queues what is to be said: that it began once, and that it ended once. */
export async function watchAlerts(watching: Watching): Promise<number> {
  const { db, clock } = watching;
  const alerts = await listAlerts(db);
  let said = 0;
  for (const kind of new Set(alerts.map((alert) => alert.kind))) {
    // Of connectors each is claimed by itself: not every process has Slack.
    if (kind !== 'connectors' && !(await claimLook(db, kind, everyMs[kind], clock()))) continue;
    const judge = await measured(watching, kind);
    const open = await openIncidents(db);
    for (const alert of alerts.filter((one) => one.kind === kind))
      said += await settle(watching, alert, judge, open);
  }
  return said;
}

/** Measured once for everybody who wants to know; each judges by their own threshold. */
async function measured(watching: Watching, kind: AlertKind): Promise<Judge> {
  const { db, clock } = watching;
  const now = clock();
  switch (kind) {
    case 'clicks': {
      const measure = await measureClicks(db, now);
      return (judging) => [judgeClicks(measure, judging)];
    }
    case 'stuck': {
      const measure = await measureStuck(db, now);
      return (judging) => [judgeStuck(measure, judging)];
    }
    case 'failed_sends': {
      const measure = await measureFailed(db, now);
      return (judging) => [judgeFailed(measure, judging)];
    }
    case 'connectors': {
      const due = (connector: string) => claimLook(db, `connectors:${connector}`, everyMs.connectors, now);
      const states = await lookAtConnectors({ ...watching, due }, now);
      return (judging) => judgeConnectors(states, judging);
    }
  }
}

async function settle(
  watching: Watching,
  alert: Alert,
  judge: Judge,
  open: readonly Incident[],
): Promise<number> {
  const mine = open.filter(({ alertId }) => alertId === alert.id);
  const threshold = alert.threshold ?? undefined;
  // Whether one is open matters where there is one matter only.
  const judgements = judge({ open: mine.some(({ subject }) => subject === ''), threshold });
  let said = 0;
  for (const judgement of judgements) {
    const incident = mine.find(({ subject }) => subject === judgement.subject);
    if (judgement.so === true && !incident) said += await begin(watching, alert, judgement);
    if (judgement.so === false && incident) said += await end(watching, alert, incident, judgement.words);
  }
  return said;
}

function begin(watching: Watching, alert: Alert, { subject, words }: Judgement): Promise<number> {
  const { db, clock, publicUrl } = watching;
  const now = clock();
  return db.transaction(async (tx) => {
    const id = await beginIncident(tx, { alertId: alert.id, subject, words }, now);
    if (id === undefined) return 0;
    const content = begunContent(alert, { subject, words }, publicUrl);
    await insertPost(tx, { ...about(alert, id, now), key: `alert:${id}:began`, content });
    return 1;
  });
}

function end(
  watching: Watching,
  alert: Alert,
  incident: Incident,
  words: readonly string[],
): Promise<number> {
  const { db, clock, publicUrl } = watching;
  const now = clock();
  const content = (told: boolean) => endedContent(alert, incident, { words, now, told, publicUrl });
  return db.transaction(async (tx) => {
    if (!(await endIncident(tx, incident.id, now))) return 0;
    // Nobody has been told that it began: one message says both.
    if (await replaceQueued(tx, `alert:${incident.id}:began`, content(false))) return 1;
    await insertPost(tx, {
      ...about(alert, incident.id, now),
      key: `alert:${incident.id}:ended`,
      content: content(true),
    });
    return 1;
  });
}

function about(alert: Alert, incident: number, now: number) {
  const { place, placeName, owner, timeZone, quietFrom, quietTo } = alert;
  const quiet = quietFrom === null || quietTo === null ? undefined : { from: quietFrom, to: quietTo };
  return { place, placeName, owner, incident, notBefore: afterQuiet(quiet, timeZone, now), now };
}
