import type { Cadence } from '../../agent/digests/cadence.ts';
import type { AlertKind, Destination, QuietHours } from '../../agent/digests/orders.ts';
import type { Database } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import { appendAudit } from '../../engine/runtime/audit/append.ts';
import type { Engine } from '../../engine/runtime/types.ts';
import { findTrack } from '../../tools/support/tracks.ts';
import { usualQuiet } from '../alerts/quiet.ts';
import {
  type Alert,
  deleteAlert,
  type Incident,
  listAlerts,
  openIncidents,
  saveAlert,
} from '../alerts/store.ts';
import { assertMayEnd, readPlace } from '../posts/place.ts';
import { type Asking, resolvePlace } from '../posts/resolve.ts';
import type { PostPorts } from '../posts/types.ts';
import { nextDue } from './due.ts';
import { type Digest, deleteDigest, listDigests, saveDigest } from './store.ts';

/** An order of a digest; the clock is that of its person. */
export interface DigestAsked {
  cadence: Cadence;
  to: Destination;
  /** A track by id or title. */
  track?: string | undefined;
}

export interface AlertAsked {
  kind: AlertKind;
  threshold?: number | undefined;
  quiet: QuietHours | 'usual' | 'none';
  to: Destination;
}

/** What a set one is, and whether it took the place of another. */
export interface Set<T> {
  item: T;
  isNew: boolean;
}

/** Where digests and alerts are set, listed and stopped, from every face alike. */
export interface Desk {
  list(): Promise<{ digests: Digest[]; alerts: Alert[]; open: Incident[] }>;
  /** Throws `track.unknown`, and what `resolvePlace` throws. */
  setDigest(asked: DigestAsked, asking: Asking): Promise<Set<Digest>>;
  /** Throws `alert.threshold`, and what `resolvePlace` throws. */
  setAlert(asked: AlertAsked, asking: Asking): Promise<Set<Alert>>;
  /** Throws `digest.unknown`, `digest.forbidden`. */
  stopDigest(id: number, person: Asking['person']): Promise<Digest>;
  stopAlert(id: number, person: Asking['person']): Promise<Alert>;
}

/** Each costs a computation of all figures. */
const mostOfAPerson = 50;

export function createDesk(parts: {
  db: Database;
  engine: Pick<Engine, 'program'>;
  clock: () => number;
  ports: PostPorts;
}): Desk {
  const { db, engine, clock, ports } = parts;
  const numbered = <T extends { id: number }>(items: readonly T[], id: number, what: string): T => {
    const found = items.find((item) => item.id === id);
    if (found) return found;
    throw new TrellisError(
      'digest.unknown',
      `There is no ${what} ${id}. “Which digests and alerts are there?” lists them.`,
    );
  };
  return {
    async list() {
      return { digests: await listDigests(db), alerts: await listAlerts(db), open: await openIncidents(db) };
    },

    async setDigest({ cadence, to, track }, asking) {
      const { person } = asking;
      const where = await resolvePlace(to, asking, ports);
      const found = track === undefined ? null : findTrack((await engine.program()).program, track).id;
      const digests = await listDigests(db);
      const there = digests.find(
        (one) => one.place === where.place && one.every === cadence.every && one.track === found,
      );
      // To set it anew ends what somebody set there.
      there ? assertMayEnd(there, person) : assertFew(digests, person.id);
      const timeZone = person.timeZone ?? 'UTC';
      const nextAt = nextDue(cadence, timeZone, clock());
      const set = { ...cadence, ...where, owner: person.id, timeZone, track: found, nextAt };
      const { id, isNew } = await db.transaction(async (tx) => {
        const saved = await saveDigest(tx, set, clock());
        const details = { digest: saved.id, to: where.place };
        appendAudit(tx, { action: 'digest_set', at: clock(), by: person.id, details });
        return saved;
      });
      return { item: numbered(await listDigests(db), id, 'digest'), isNew };
    },

    async setAlert({ kind, threshold, quiet, to }, asking) {
      const { person } = asking;
      assertThreshold(kind, threshold);
      const where = await resolvePlace(to, asking, ports);
      const alerts = await listAlerts(db);
      const there = alerts.find((one) => one.place === where.place && one.kind === kind);
      there ? assertMayEnd(there, person) : assertFew(alerts, person.id);
      const hours = quiet === 'none' ? undefined : quiet === 'usual' ? usualQuiet : quiet;
      const set = {
        ...where,
        owner: person.id,
        kind,
        threshold: threshold ?? null,
        quietFrom: hours?.from ?? null,
        quietTo: hours?.to ?? null,
        timeZone: person.timeZone ?? 'UTC',
      };
      const { id, isNew } = await db.transaction(async (tx) => {
        const saved = await saveAlert(tx, set, clock());
        const details = { alert: saved.id, kind, to: where.place };
        appendAudit(tx, { action: 'alert_set', at: clock(), by: person.id, details });
        return saved;
      });
      return { item: numbered(await listAlerts(db), id, 'alert'), isNew };
    },

    async stopDigest(id, person) {
      const digest = numbered(await listDigests(db), id, 'digest');
      assertMayEnd(digest, person);
      await db.transaction(async (tx) => {
        await deleteDigest(tx, id, clock());
        const details = { digest: id, to: digest.place };
        appendAudit(tx, { action: 'digest_stopped', at: clock(), by: person.id, details });
      });
      return digest;
    },

    async stopAlert(id, person) {
      const alert = numbered(await listAlerts(db), id, 'alert');
      assertMayEnd(alert, person);
      await db.transaction(async (tx) => {
        await deleteAlert(tx, id, clock());
        const details = { alert: id, kind: alert.kind, to: alert.place };
        appendAudit(tx, { action: 'alert_stopped', at: clock(), by: person.id, details });
      });
      return alert;
    },
  };
}

type Listed = Awaited<ReturnType<Desk['list']>>;

/** What a person may see of it: what goes to somebody else is theirs. */
export function seenBy({ digests, alerts, open }: Listed, reader: string): Listed {
  const isSeen = ({ place, owner }: Digest | Alert) => owner === reader || readPlace(place).kind === 'slack';
  const seen = alerts.filter(isSeen);
  return {
    digests: digests.filter(isSeen),
    alerts: seen,
    open: open.filter(({ alertId }) => seen.some(({ id }) => id === alertId)),
  };
}

/** Throws `digest.full`. */
function assertFew(items: readonly { owner: string }[], person: string): void {
  if (items.filter(({ owner }) => owner === person).length < mostOfAPerson) return;
  throw new TrellisError('digest.full', `You have set ${mostOfAPerson} of them already; stop one first.`);
}

/** Throws `alert.threshold`. */
function assertThreshold(kind: AlertKind, threshold: number | undefined): void {
  if (threshold === undefined) return;
  const isShare = kind === 'clicks' || kind === 'failed_sends';
  const fits = isShare
    ? threshold > 0 && threshold < 1
    : Number.isInteger(threshold) && threshold >= 1 && threshold < 1e6;
  if (fits) return;
  throw new TrellisError(
    'alert.threshold',
    isShare ? 'Say a share between 0 and 100 %, such as 20 %.' : 'Say a whole number from 1.',
  );
}
