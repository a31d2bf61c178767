import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type Context, Hono } from 'hono';
import { cors } from 'hono/cors';
import { type Fault, TrellisError } from '../../db/errors.ts';
import { defaultVocabulary } from '../../engine/program/vocabulary.ts';
import type { IngestResult } from '../../engine/runtime/types.ts';
import type { AppEnv } from '../auth/principal.ts';
import { sourceOfKey } from '../auth/write-keys.ts';
import type { Installation } from '../installation.ts';
import type { MessageType } from './message.ts';
import { settleAccounts } from './settle-accounts.ts';
import { type MappedEvent, maxRecordBytes, toEvent } from './to-event.ts';

/** Limits of the protocol. */
export const maxBodyBytes = 500 * 1024;
const maxBatch = 2500;
const maxFaults = 100;

/** Path and its short form, as browser clients use it. */
const calls: Readonly<Record<MessageType, string>> = {
  track: 't',
  identify: 'i',
  page: 'p',
  screen: 's',
  group: 'g',
  alias: 'a',
};

const unzip = promisify(gunzip);

/**
 * The Segment HTTP tracking protocol: `POST /v1/track, identify, page, screen, group, alias, batch`, write key by
 * basic auth (or in the body, as browsers send it). Either all records of a request are taken or, when one is bad,
 * none, with the path of each fault. Answers when the events are decided and committed; a record that the database
 * refuses then is told as a fault too, and the others stay taken.
 */
export function segmentRoutes(installation: Installation): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  // Browsers call from the customer's own site; a write key is all they have, and it can only add events.
  routes.use(cors({ origin: '*', allowMethods: ['POST'], maxAge: 86_400 }));
  for (const [type, short] of Object.entries(calls)) {
    const single = async (c: Context) =>
      take(c, installation, (body) => ({ records: [{ ...body, type }], paths: [''] }));
    routes.post(`/${type}`, single);
    routes.post(`/${short}`, single);
  }
  const batch = async (c: Context) => take(c, installation, recordsOfBatch);
  routes.post('/batch', batch);
  routes.post('/b', batch);
  return routes;
}

interface Records {
  records: readonly unknown[];
  /** Where each stands in the body. */
  paths: readonly string[];
}

function recordsOfBatch(body: Record<string, unknown>): Records {
  const records = body.batch;
  if (!Array.isArray(records)) throw refused([{ path: 'batch', message: 'is missing: a list of records' }]);
  if (records.length > maxBatch)
    throw refused([{ path: 'batch', message: `has more than ${maxBatch} records` }]);
  return { records, paths: records.map((_, index) => `batch/${index}`) };
}

async function take(
  c: Context,
  { db, engine, clock }: Installation,
  read: (body: Record<string, unknown>) => Records,
): Promise<Response> {
  const body = await readBody(c);
  const key = writeKeyOf(c, body);
  const source = key && (await sourceOfKey(db, key));
  if (!source) {
    throw new TrellisError(
      'auth.bad_write_key',
      'The write key is missing or not valid: send it as the user name of basic auth. `trellis keys` makes one.',
    );
  }
  const { records, paths } = read(body);
  const now = clock();
  const events: MappedEvent[] = [];
  const faults: Fault[] = [];
  for (const [index, record] of records.entries()) {
    const mapped = toEvent(record, {
      source,
      vocabulary: defaultVocabulary,
      now,
      path: paths[index] ?? '',
      sentAt: body.sentAt,
    });
    if ('event' in mapped) events.push(mapped.event);
    else faults.push(...mapped.faults);
    if (faults.length >= maxFaults) break;
  }
  if (faults.length > 0) throw refused(faults.slice(0, maxFaults));
  const result = await engine.ingest(await settleAccounts(db, events));
  if (result.refused.length > 0) throw notStored(result.refused, events, paths);
  return c.json({ success: true, accepted: result.accepted, duplicates: result.duplicates });
}

async function readBody(c: Context): Promise<Record<string, unknown>> {
  const raw = await readLimited(c);
  const unzipped = /\bgzip\b/i.test(c.req.header('content-encoding') ?? '') ? await inflate(raw) : raw;
  try {
    const body: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(unzipped));
    if (typeof body === 'object' && body !== null && !Array.isArray(body))
      return body as Record<string, unknown>;
  } catch {
    // Answered below: broken UTF-8 and broken JSON alike.
  }
  throw refused([{ path: '', message: 'the body is not a JSON object' }]);
}

/** Stops reading at the limit, whatever the header claims. */
async function readLimited(c: Context): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBodyBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function inflate(raw: Buffer): Promise<Buffer> {
  try {
    return await unzip(raw, { maxOutputLength: maxBodyBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw refused([{ path: '', message: 'the body is not valid gzip' }]);
  }
}

function writeKeyOf(c: Context, body: Record<string, unknown>): string | undefined {
  const basic = /^Basic (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (basic) return Buffer.from(basic, 'base64').toString().split(':')[0];
  return typeof body.writeKey === 'string' ? body.writeKey : undefined;
}

function tooLarge(): TrellisError {
  return refused([
    {
      path: '',
      message: `the body is larger than ${maxBodyBytes / 1024} kB; send smaller batches of records of at most ${maxRecordBytes / 1024} kB`,
    },
  ]);
}

function refused(faults: readonly Fault[]): TrellisError {
  const list = faults.slice(0, 5).map((fault) => `${fault.path || 'record'} ${fault.message}`);
  return new TrellisError('segment.invalid', `Nothing was taken: ${list.join('; ')}`, { faults });
}

function notStored(
  refusals: IngestResult['refused'],
  events: readonly MappedEvent[],
  paths: readonly string[],
): TrellisError {
  const reasons = new Map(refusals.map(({ messageId, reason }) => [messageId, reason]));
  const faults = events.flatMap(({ messageId }, index) => {
    const reason = reasons.get(messageId);
    return reason === undefined ? [] : [{ path: paths[index] ?? '', message: `cannot be stored: ${reason}` }];
  });
  return new TrellisError(
    'segment.refused',
    `${refusals.length} of ${events.length} records cannot be stored, the others were taken: mend them and send them again.`,
    { faults: faults.slice(0, maxFaults) },
  );
}
