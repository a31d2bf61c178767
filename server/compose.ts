import { availableParallelism } from 'node:os';
import pino from 'pino';
import type { Orders } from '../agent/digests/orders.ts';
import { namesWriter } from '../agent/models/names.ts';
import type { Models } from '../agent/models/types.ts';
import type { Spans } from '../agent/turn/spans.ts';
import type { Database } from '../db/connection.ts';
import { migrate } from '../db/migrate.ts';
import { openDatabase } from '../db/open-database.ts';
import { planBacktest } from '../engine/backtest/compare/plan-backtest.ts';
import { planAhead } from '../engine/backtest/simulate/plan-ahead.ts';
import { createChanges } from '../engine/runtime/changes/index.ts';
import { createEngine } from '../engine/runtime/engine.ts';
import type { EffectSender } from '../engine/runtime/types.ts';
import { createWebhookSender } from '../integrations/webhook/sender.ts';
import { regulatedTitle } from '../knowledge/items/read-items.ts';
import { createLibrary } from '../knowledge/library.ts';
import { createRerankEndpoint } from '../knowledge/search/rerank-endpoint.ts';
import type { Services } from '../tools/services.ts';
import { createRecentTaint } from './api/recent-taint.ts';
import { createFailedLogins } from './auth/failed-logins.ts';
import { oauthOf } from './auth/oauth.ts';
import { localAdmin } from './auth/people.ts';
import { createRates } from './auth/rates.ts';
import { newSecret } from './auth/secrets.ts';
import type { Config } from './config.ts';
import { embeddingEndpoint } from './embedding-endpoint.ts';
import { createFeed } from './feed/feed.ts';
import type { Installation } from './installation.ts';
import { contentState, draftPort, libraryPorts } from './library-ports.ts';
import { createModelPort, createWriter } from './models.ts';
import { createNotificationSenders } from './notifications.ts';
import { once } from './once.ts';
import { createMailPort } from './posts/mail/port.ts';
import { createTelling } from './posts/telling.ts';
import { secretFiles, secretOf } from './secret-files.ts';
import { senderOf } from './sender-of.ts';
import { createSimulateLead } from './simulation.ts';
import { createTestSends } from './test-sends.ts';

export interface ComposeOptions {
  /** Where this process is reached when PUBLIC_URL is not set. */
  localUrl?: string;
  /** Milliseconds since the epoch; the system's clock by default. */
  clock?: () => number;
  /** Instead of opening the configured one. It is closed with the installation. */
  db?: Database;
  /** How many leads the backtest of a plan runs. */
  planLeads?: number;
}

/** Each has a connection to the server, which gives out about a hundred to all that ask. */
const mostThreads = 8;

/** Wires one process together: the only file that knows every part. Opens and migrates the database. */
export async function compose(config: Config, options: ComposeOptions = {}): Promise<Installation> {
  const { clock = Date.now } = options;
  const log = pino({ level: config.LOG_LEVEL, base: null }, pino.destination(2));
  const publicUrl = config.PUBLIC_URL ?? options.localUrl ?? `http://127.0.0.1:${config.PORT}`;
  const db =
    options.db ??
    (await openDatabase({
      home: config.TRELLIS_HOME,
      ...(config.DATABASE_URL && { databaseUrl: config.DATABASE_URL }),
    }));
  try {
    await migrate(db);
    const warn = (line: string, details?: Readonly<Record<string, unknown>>) => log.warn(details ?? {}, line);
    const engine = createEngine({ db, clock, log: warn });
    const ports = libraryPorts(engine);
    const library = createLibrary(db, {
      ...ports,
      clock,
      remote: embeddingEndpoint(config),
      rerank: rerankEndpoint(config),
      log: warn,
    });
    const changes = createChanges({
      db,
      engine,
      clock,
      backtest: (change, watch) => planBacktest(db, change, options.planLeads, watch),
      ahead: planAhead,
      contentKnown: (ref, tx) => contentState(tx, ref, clock()),
      drafts: draftPort(ports),
      regulated: (ref, tx) => regulatedTitle(tx, ref),
      log: (line, details) => log.error(details ?? {}, line),
    });
    let closeEmail = () => {};
    let closeSpans = async () => {};
    const spans = once(async () => {
      if (!config.OTEL_EXPORTER_OTLP_ENDPOINT) return undefined;
      const [{ createSpans }, { tools }] = await Promise.all([
        import('./spans/index.ts'),
        import('../tools/registry.ts'),
      ]);
      const watching = createSpans(config.OTEL_EXPORTER_OTLP_ENDPOINT, tools);
      closeSpans = watching.close;
      return watching.spans;
    });
    const email = once(async () => {
      const { createEmail } = await import('./email.ts');
      const face = await createEmail({ config, publicUrl, db, library, engine, clock, log: warn });
      closeEmail = () => {
        face.sender.close();
        face.tests.close();
      };
      return face;
    });
    const feed = createFeed({ db, log: (error) => log.error({ err: error }, 'the feed was not read') });
    const models = createModelPort({ config, db, clock, log });
    const services: Services = {
      db,
      engine,
      library,
      changes,
      changeUrl: (id) => `${publicUrl}/changes/${id}`,
      sendTest: createTestSends({ db, engine, changes, email, clock, publicUrl }),
      writeEmail: namesWriter(config.TRELLIS_MODEL) ? createWriter(models, () => services, clock) : undefined,
      simulateLead: createSimulateLead({ db, engine, changes, email, clock }),
    };
    const telling = createTelling({
      db,
      engine,
      config,
      clock,
      publicUrl,
      mail: createMailPort({
        smtpUrl: config.SMTP_URL,
        publicUrl,
        from: async () => senderOf(await engine.program()),
      }),
      write: async (brief) =>
        (await import('./digests/write.ts')).writeDigest({ db, engine, services, publicUrl, clock }, brief),
      log: (line, details) => log.warn(details, line),
    });
    const emailSender: EffectSender = {
      kind: 'email',
      send: async (item) => (await email()).sender.send(item),
    };
    return {
      config,
      publicUrl,
      db,
      clock,
      log,
      engine,
      library,
      changes,
      services,
      parallel: {
        threads: Math.min(availableParallelism(), mostThreads),
        ...(config.DATABASE_URL && { databaseUrl: config.DATABASE_URL }),
      },
      email,
      models,
      agent: once(() => loadAgent({ config, models, services, log, spans, orders: telling.orders })),
      telling,
      senders: [
        emailSender,
        ...createNotificationSenders(db, clock),
        createWebhookSender({ db, clock, allowPrivate: config.TRELLIS_WEBHOOK_PRIVATE }),
      ],
      secrets: { ownerToken: newSecret(), terminalKey: secretOf(config.TRELLIS_HOME, secretFiles.terminal) },
      localAdmin: await localAdmin(db, clock()),
      failedLogins: createFailedLogins({ db, clock, log }),
      recentTaint: createRecentTaint(clock),
      feed,
      oauth: oauthOf(config, { db, clock, publicUrl }),
      rates: createRates(config.TRELLIS_REQUESTS_PER_MINUTE),
      async close() {
        feed.close();
        closeEmail();
        telling.close();
        await closeSpans();
        await db.close();
      },
    };
  } catch (error) {
    await db.close();
    throw error;
  }
}

function rerankEndpoint({
  TRELLIS_RERANK_MODEL: model,
  TRELLIS_RERANK_BASE_URL: baseUrl,
  TRELLIS_RERANK_API_KEY: apiKey,
}: Config) {
  return model && baseUrl ? createRerankEndpoint({ model, baseUrl, apiKey }) : undefined;
}

/** The agent's packages are slow to load and a start without a question needs none of them. */
async function loadAgent({
  config,
  models,
  services,
  log,
  spans,
  orders,
}: Pick<Installation, 'config' | 'services' | 'log'> & {
  orders: Orders;
  models: () => Promise<Models>;
  spans: () => Promise<Spans | undefined>;
}) {
  const [{ createAgent }, { createConversations }, { createMemories }, known, watching] = await Promise.all([
    import('../agent/agent.ts'),
    import('../agent/conversations.ts'),
    import('../agent/memories/store.ts'),
    models(),
    spans(),
  ]);
  return createAgent({
    models: known,
    services,
    conversations: createConversations(services.db),
    memories: createMemories(services.db),
    orders,
    spans: watching,
    limits: {
      ...(config.TRELLIS_BUDGET_TURN.steps && { maxSteps: config.TRELLIS_BUDGET_TURN.steps }),
      ...(config.TRELLIS_BUDGET_TURN.seconds && { timeoutMs: config.TRELLIS_BUDGET_TURN.seconds * 1000 }),
    },
    log: (line, details) => log.error(details ?? {}, line),
  });
}
