import type { Queryable } from '../../db/connection.ts';
import type { Config } from '../config.ts';
import { verifySmtp } from '../doctor.ts';
import type { PostPorts } from '../posts/types.ts';
import { type ConnectorState, connectorName } from './judge.ts';
import { noteLook, webhooksFailing } from './measure.ts';

const timeoutMs = 10_000;

export interface Looking {
  db: Queryable;
  config: Config;
  ports: PostPorts;
  /** Whether it is this process that looks at a connector now: each has those of its own. */
  due(connector: string): Promise<boolean>;
  /** Fetches an address; throws when nobody is there. */
  fetch: typeof fetch;
}

/** Looks at every connector that this process has, each for itself; what was found is ours to say, not the other side's. */
export async function lookAtConnectors(looking: Looking, now: number): Promise<ConnectorState[]> {
  const { db } = looking;
  const states: ConnectorState[] = [];
  for (const [connector, look] of probesOf(looking)) {
    if (!(await looking.due(connector))) continue;
    const fault = await look().then(
      () => undefined,
      (error: unknown) => wordsOf(error),
    );
    const name = connectorName(connector);
    const words =
      fault === undefined ? `${name} answers.` : `${name} does not answer as it should: ${fault}.`;
    states.push(await noteLook(db, { connector, failed: fault !== undefined, words }, now));
  }
  if (!(await looking.due('webhooks'))) return states;
  for (const { id, waiting } of await webhooksFailing(db)) {
    const connector = `webhook ${id}`;
    const words =
      waiting > 0
        ? `The webhook ${id} has failed again and again; ${waiting} ${waiting === 1 ? 'call waits' : 'calls wait'}: \`trellis outbox\` shows why.`
        : `The webhook ${id} answers.`;
    states.push(await noteLook(db, { connector, failed: waiting > 0, words }, now));
  }
  return states;
}

function probesOf({ config, ports, fetch: get }: Looking): [string, () => Promise<unknown>][] {
  const { SMTP_URL: smtp, TRELLIS_MODEL: models } = config;
  const probes: [string, () => Promise<unknown>][] = [];
  if (smtp) probes.push(['email', () => verifySmtp(smtp)]);
  const model = modelAddress(models, config);
  if (model) probes.push(['model', () => answers(get, model)]);
  const embedding = embeddingAddress(config);
  if (embedding) probes.push(['embedding', () => answers(get, embedding)]);
  const { slack } = ports;
  if (slack) probes.push(['slack', () => slack.ping()]);
  return probes;
}

interface Address {
  url: string;
  key: string | undefined;
}

/** Of the model that is asked first. */
function modelAddress(models: string | undefined, config: Config): Address | undefined {
  const [first = ''] = (models ?? '').split(',').map((name) => name.trim());
  if (first.startsWith('openai-compatible:')) {
    const own = config.TRELLIS_COMPATIBLE_BASE_URL;
    const key = own ? config.TRELLIS_COMPATIBLE_API_KEY : config.OPENAI_API_KEY;
    return { url: own ?? config.OPENAI_BASE_URL ?? '', key };
  }
  if (!first.startsWith('openai:')) return undefined;
  return { url: config.OPENAI_BASE_URL ?? 'https://api.openai.com/v1', key: config.OPENAI_API_KEY };
}

/** The key of one address is never sent to another. */
function embeddingAddress(config: Config): Address | undefined {
  if (!config.TRELLIS_EMBEDDING_MODEL) return undefined;
  const own = config.TRELLIS_EMBEDDING_BASE_URL;
  const key = config.TRELLIS_EMBEDDING_API_KEY ?? (own === undefined ? config.OPENAI_API_KEY : undefined);
  return { url: own ?? config.OPENAI_BASE_URL ?? 'https://api.openai.com/v1', key };
}

/** Asks for the list of models, which costs nothing. Who answers that there is none is there. */
async function answers(get: typeof fetch, { url, key }: Address): Promise<void> {
  const response = await get(`${url.replace(/\/+$/, '')}/models`, {
    headers: key ? { authorization: `Bearer ${key}` } : {},
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'manual',
  });
  await response.body?.cancel();
  if (response.status === 401 || response.status === 403) throw new Refused('it refuses our key');
  if (response.status >= 500) throw new Refused(`it answers with status ${response.status}`);
}

/** Its message is ours. */
class Refused extends Error {}

function wordsOf(error: unknown): string {
  if (error instanceof Refused) return error.message;
  if (error instanceof Error && error.name === 'TimeoutError') return 'nothing came back in time';
  return 'it cannot be reached or does not accept us';
}
