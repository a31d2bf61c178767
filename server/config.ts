import { z } from 'zod';
import { parseLimits } from '../agent/budgets/limits.ts';
import { parsePrices } from '../agent/budgets/prices.ts';
import { parseModelNames } from '../agent/models/names.ts';
import { type Fault, TrellisError } from '../db/errors.ts';

const portWords = 'must be a whole number from 0 to 65535';
const proxiesWords =
  'must be a whole number from 0 to 10: how many proxies of yours stand before this server';
const monthsWords = 'must be a whole number of months from 1 to 1200, or left out to keep all history';
const scopesPattern = /^(?=.*\bread\b)(?:(?:read|propose|personal)(?: (?!$)|$))+$/;
const requestsWords = 'must be a whole number from 1 to 1000000: requests a minute by a person’s tokens';
const modelWords =
  'must be openai:NAME or openai-compatible:NAME, or several of them with commas and "interpreter" last, or left out for the embedded interpreter';
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const loopback = new Set(['127.0.0.1', 'localhost', '::1']);

/** The language models that TRELLIS_MODEL names; none where it is not understood, which is said of it alone. */
function modelsOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name.includes(':'));
}

/** A setting with a language of its own, or what stands for none. */
function parsedBy<T>(parse: (text?: string) => T) {
  return z
    .string()
    .optional()
    .transform((text, context) => {
      try {
        return parse(text);
      } catch (error) {
        context.addIssue({ code: 'custom', message: `is not understood: ${(error as Error).message}` });
        return z.NEVER;
      }
    });
}

function modelNames(text: string, context: z.RefinementCtx) {
  try {
    parseModelNames(text);
  } catch {
    context.addIssue({ code: 'custom', message: modelWords });
  }
}

/** Every setting there is; `.env.example` says where each comes from. */
const configSchema = z
  .object({
    /** The data folder: embedded database, owner file, keys. */
    TRELLIS_HOME: z.string().default('.trellis'),
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
      .optional(),
    /** 0 takes any free port. */
    PORT: z.coerce
      .number({ error: portWords })
      .int({ error: portWords })
      .min(0, portWords)
      .max(65_535, portWords)
      .default(4400),
    HOST: z.string().default('127.0.0.1'),
    /** Where people and email links reach this server; without a slash at the end. */
    PUBLIC_URL: z
      .url({ protocol: /^https?$/, error: 'must be an absolute http or https URL' })
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
    /** Proxies of ours before this server, which say in X-Forwarded-For who asks. */
    TRELLIS_PROXIES: z.coerce
      .number({ error: proxiesWords })
      .int({ error: proxiesWords })
      .min(0, proxiesWords)
      .max(10, proxiesWords)
      .default(0),
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
      .optional(),
    /** In order of preference, with commas; a model is asked when those before it do not answer. */
    TRELLIS_MODEL: z.string().superRefine(modelNames).optional(),
    /** What language models may take; see agent/budgets/limits.ts. */
    TRELLIS_BUDGET_TURN: parsedBy((text) => parseLimits('turn', text)),
    TRELLIS_BUDGET_PERSON: parsedBy((text) => parseLimits('person', text)),
    TRELLIS_BUDGET_DAY: parsedBy((text) => parseLimits('installation', text)),
    /** Prices of models; see agent/budgets/prices.ts. */
    TRELLIS_PRICES: parsedBy(parsePrices),
    OPENAI_API_KEY: z.string().optional(),
    OPENAI_BASE_URL: z.url({ error: 'must be an absolute URL' }).optional(),
    /** Of openai-compatible: models, where they are served elsewhere than at OPENAI_BASE_URL. */
    TRELLIS_COMPATIBLE_BASE_URL: z.url({ error: 'must be an absolute URL' }).optional(),
    TRELLIS_COMPATIBLE_API_KEY: z.string().optional(),
    /** What places the library's passages by meaning; absent: a model trained here on the library itself. */
    TRELLIS_EMBEDDING_MODEL: z
      .string()
      .regex(
        /^(openai|openai-compatible):\S/,
        'must be openai:NAME or openai-compatible:NAME, or left out for the model trained on your library',
      )
      .optional(),
    /** For embeddings, where they come from elsewhere than the answers. */
    TRELLIS_EMBEDDING_BASE_URL: z.url({ error: 'must be an absolute URL' }).optional(),
    TRELLIS_EMBEDDING_API_KEY: z.string().optional(),
    /** A model that looks again at the best that a search of the library finds; absent: none does. */
    TRELLIS_RERANK_MODEL: z.string().optional(),
    TRELLIS_RERANK_BASE_URL: z
      .url({ protocol: /^https?$/, error: 'must be an absolute http or https URL' })
      .optional(),
    TRELLIS_RERANK_API_KEY: z.string().optional(),
    SLACK_BOT_TOKEN: z.string().startsWith('xoxb-', 'must begin with xoxb-').optional(),
    SLACK_APP_TOKEN: z.string().startsWith('xapp-', 'must begin with xapp-').optional(),
    /** What Slack signs its requests with, where it reaches this server by HTTP. */
    SLACK_SIGNING_SECRET: z
      .string()
      .regex(/^[0-9a-zA-Z_-]{8,}$/, 'must be the Signing Secret of the app: letters and digits')
      .optional(),
    /** Another Web API than Slack's own, with a slash at the end: for GovSlack and for tests. */
    SLACK_API_URL: z.url({ protocol: /^https?$/, error: 'must be an absolute http or https URL' }).optional(),
    /** Whose OAuth access tokens are taken, as its metadata and tokens name it; absent: nobody's. */
    TRELLIS_OAUTH_ISSUER: z.url({ protocol: /^https?$/, error: 'must be an absolute https URL' }).optional(),
    /** What its tokens must be made for; absent: the address of this server, with /mcp or without. */
    TRELLIS_OAUTH_AUDIENCE: z.string().optional(),
    /** Where its keys are; absent: where its metadata says. */
    TRELLIS_OAUTH_JWKS: z.url({ protocol: /^https?$/, error: 'must be an absolute https URL' }).optional(),
    /** An access token of a Trellis elsewhere, for `trellis mcp --url`. */
    TRELLIS_TOKEN: z.string().optional(),
    /** What clients are told to ask the issuer for, unless they know better. */
    TRELLIS_OAUTH_SCOPES: z
      .string()
      .regex(scopesPattern, 'must be of the words read, propose and personal, with spaces, read among them')
      .default('read'),
    /** Requests a minute that one person's programs may make with tokens. */
    TRELLIS_REQUESTS_PER_MINUTE: z.coerce
      .number({ error: requestsWords })
      .int({ error: requestsWords })
      .min(1, requestsWords)
      .max(1_000_000, requestsWords)
      .default(300),
    /** Create the demo company at the first start. */
    TRELLIS_DEMO: z.stringbool({ error: 'must be true or false' }).default(true),
    /** Whole months of history kept before the current one; all of it when absent. */
    TRELLIS_HISTORY_MONTHS: z.coerce
      .number({ error: monthsWords })
      .int({ error: monthsWords })
      .min(1, monthsWords)
      .max(1200, monthsWords)
      .optional(),
    /** Webhooks to addresses that are not on the public internet, and by http. */
    TRELLIS_WEBHOOK_PRIVATE: z.stringbool({ error: 'must be true or false' }).default(false),
    /** Library pages from addresses that are not on the public internet. */
    TRELLIS_LIBRARY_PRIVATE: z.stringbool({ error: 'must be true or false' }).default(false),
    /** Where spans of turns go by OTLP over HTTP; absent: nowhere. */
    OTEL_EXPORTER_OTLP_ENDPOINT: z
      .url({ protocol: /^https?$/, error: 'must be an absolute http or https URL' })
      .optional(),
    LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('warn'),
  })
  .superRefine((config, context) => {
    const fault = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    const named = (provider: string) =>
      modelsOf(config.TRELLIS_MODEL).some((name) => name.startsWith(`${provider}:`));
    if (named('openai') && !config.OPENAI_API_KEY) {
      fault('OPENAI_API_KEY', 'is needed by TRELLIS_MODEL=openai:…; without a key leave TRELLIS_MODEL out');
    }
    if (named('openai-compatible') && !config.OPENAI_BASE_URL && !config.TRELLIS_COMPATIBLE_BASE_URL) {
      fault(
        'OPENAI_BASE_URL',
        'or TRELLIS_COMPATIBLE_BASE_URL is needed by TRELLIS_MODEL=openai-compatible:…: the address of that server',
      );
    }
    const costly = [config.TRELLIS_BUDGET_TURN, config.TRELLIS_BUDGET_PERSON, config.TRELLIS_BUDGET_DAY];
    if (costly.some(({ money }) => money !== undefined)) {
      const unpriced = modelsOf(config.TRELLIS_MODEL).filter((name) => !config.TRELLIS_PRICES.has(name));
      if (unpriced.length > 0)
        fault('TRELLIS_PRICES', `lacks ${unpriced.join(', ')}, which a budget of money needs to know`);
    }
    const { TRELLIS_EMBEDDING_MODEL: embedding } = config;
    if (embedding?.startsWith('openai:') && !config.TRELLIS_EMBEDDING_API_KEY && !config.OPENAI_API_KEY) {
      fault(
        'TRELLIS_EMBEDDING_API_KEY',
        'or OPENAI_API_KEY is needed by TRELLIS_EMBEDDING_MODEL=openai:…; without a key leave the model out',
      );
    }
    if (
      embedding?.startsWith('openai-compatible:') &&
      !config.TRELLIS_EMBEDDING_BASE_URL &&
      !config.OPENAI_BASE_URL
    ) {
      fault(
        'TRELLIS_EMBEDDING_BASE_URL',
        'or OPENAI_BASE_URL is needed by TRELLIS_EMBEDDING_MODEL=openai-compatible:…: the address of that server',
      );
    }
    for (const key of ['TRELLIS_OAUTH_ISSUER', 'TRELLIS_OAUTH_JWKS'] as const) {
      const url = config[key];
      if (url?.startsWith('http:') && !loopback.has(new URL(url).hostname))
        fault(key, 'must be https: whoever could change what it answers could sign anybody in');
    }
    if (!config.TRELLIS_OAUTH_ISSUER && (config.TRELLIS_OAUTH_JWKS || config.TRELLIS_OAUTH_AUDIENCE))
      fault('TRELLIS_OAUTH_ISSUER', 'is missing: whose tokens are they?');
    if (Boolean(config.TRELLIS_RERANK_MODEL) !== Boolean(config.TRELLIS_RERANK_BASE_URL)) {
      fault(
        config.TRELLIS_RERANK_MODEL ? 'TRELLIS_RERANK_BASE_URL' : 'TRELLIS_RERANK_MODEL',
        'is missing: a reranker needs its model and its address',
      );
    }
    const hears = config.SLACK_APP_TOKEN || config.SLACK_SIGNING_SECRET;
    if (config.SLACK_BOT_TOKEN && !hears) {
      fault(
        'SLACK_APP_TOKEN',
        'is missing: Slack needs it, or SLACK_SIGNING_SECRET where Slack reaches this server by HTTP',
      );
    }
    const { SLACK_API_URL: slackApi } = config;
    if (slackApi?.startsWith('http:') && !loopback.has(new URL(slackApi).hostname))
      fault('SLACK_API_URL', 'must be https: it is sent the bot token');
    if (hears && !config.SLACK_BOT_TOKEN) fault('SLACK_BOT_TOKEN', 'is missing: Slack needs it');
    if (!loopback.has(config.HOST) && !config.PUBLIC_URL) {
      fault('PUBLIC_URL', 'is needed when HOST opens the server to other machines');
    }
  });

export type Config = Readonly<z.output<typeof configSchema>>;

/** Parses the environment, once per process. Empty values count as absent. Throws `config.invalid` with one fault a key. */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = configSchema.safeParse(given);
  if (parsed.success) return Object.freeze(parsed.data);
  const faults: Fault[] = parsed.error.issues.map((issue) => ({
    path: issue.path.join('.'),
    message: issue.message,
  }));
  throw new TrellisError(
    'config.invalid',
    `${faults.map((fault) => `${fault.path} ${fault.message}`).join('; ')}. See .env.example.`,
    { mender: 'operator', faults },
  );
}
