import { describe, expect, it } from 'vitest';
import type { TrellisError } from '../db/errors.ts';
import { parseConfig } from './config.ts';

function faultsOf(env: Record<string, string>): string[] {
  try {
    parseConfig(env);
    return [];
  } catch (error) {
    return (error as TrellisError).faults.map((fault) => fault.path);
  }
}

describe('parseConfig', () => {
  it('has a default for every key that can have one', () => {
    expect(parseConfig({})).toEqual({
      TRELLIS_HOME: '.trellis',
      PORT: 4400,
      HOST: '127.0.0.1',
      TRELLIS_PROXIES: 0,
      TRELLIS_BUDGET_TURN: { steps: 8, seconds: 90, tokens: 200_000 },
      TRELLIS_BUDGET_PERSON: { tokens: 2_000_000 },
      TRELLIS_BUDGET_DAY: { tokens: 20_000_000 },
      TRELLIS_PRICES: new Map(),
      TRELLIS_OAUTH_SCOPES: 'read',
      TRELLIS_REQUESTS_PER_MINUTE: 300,
      TRELLIS_DEMO: true,
      TRELLIS_WEBHOOK_PRIVATE: false,
      TRELLIS_LIBRARY_PRIVATE: false,
      LOG_LEVEL: 'warn',
    });
  });

  it('treats empty values as absent', () => {
    expect(parseConfig({ PORT: '', DATABASE_URL: '', SLACK_BOT_TOKEN: '' }).PORT).toBe(4400);
  });

  it('reads booleans and numbers from text and drops a slash at the end of the public URL', () => {
    const config = parseConfig({
      TRELLIS_DEMO: 'false',
      PORT: '0',
      PUBLIC_URL: 'https://trellis.example.com/',
    });
    expect(config).toMatchObject({ TRELLIS_DEMO: false, PORT: 0, PUBLIC_URL: 'https://trellis.example.com' });
  });

  it('names every key at fault in one error', () => {
    expect(faultsOf({ PORT: 'eighty', DATABASE_URL: 'mysql://x', SMTP_URL: 'mail' })).toEqual([
      'DATABASE_URL',
      'PORT',
      'SMTP_URL',
    ]);
  });

  it('says in plain words what it takes', () => {
    const words = (env: Record<string, string>) => {
      try {
        return parseConfig(env);
      } catch (error) {
        return (error as TrellisError).message;
      }
    };
    for (const PORT of ['abc', '1.5', '-1', '70000']) {
      expect(words({ PORT })).toBe('PORT must be a whole number from 0 to 65535. See .env.example.');
    }
    for (const TRELLIS_MODEL of ['foo:bar', 'openai', 'openai:', 'openai: ']) {
      expect(words({ TRELLIS_MODEL, OPENAI_API_KEY: 'k' })).toMatch(/^TRELLIS_MODEL must be openai:NAME or /);
    }
    expect(words({ TRELLIS_DEMO: 'maybe' })).toMatch(/^TRELLIS_DEMO must be true or false/);
    expect(words({ LOG_LEVEL: 'loud' })).toMatch(/^LOG_LEVEL must be one of fatal, /);
  });

  it('holds keys against each other', () => {
    expect(faultsOf({ TRELLIS_MODEL: 'openai:some' })).toEqual(['OPENAI_API_KEY']);
    expect(faultsOf({ TRELLIS_MODEL: 'openai-compatible:some' })).toEqual(['OPENAI_BASE_URL']);
    expect(faultsOf({ TRELLIS_MODEL: 'openai-compatible:some, openai:other,interpreter' })).toEqual([
      'OPENAI_API_KEY',
      'OPENAI_BASE_URL',
    ]);
    const priced = { TRELLIS_MODEL: 'openai:a,openai:b', OPENAI_API_KEY: 'k', TRELLIS_BUDGET_DAY: 'money=5' };
    expect(faultsOf({ ...priced, TRELLIS_PRICES: 'openai:a=1/2' })).toEqual(['TRELLIS_PRICES']);
    expect(faultsOf({ ...priced, TRELLIS_PRICES: 'openai:a=1/2,openai:b=0/0' })).toEqual([]);
    expect(faultsOf({ TRELLIS_BUDGET_PERSON: 'token=5' })).toEqual(['TRELLIS_BUDGET_PERSON']);
    const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'a1b2c3d4e5' };
    expect(faultsOf({ SLACK_BOT_TOKEN: 'xoxb-1' })).toEqual(['SLACK_APP_TOKEN']);
    expect(faultsOf({ SLACK_APP_TOKEN: 'xapp-1' })).toEqual(['SLACK_BOT_TOKEN']);
    expect(faultsOf(slack)).toEqual([]);
    expect(faultsOf({ ...slack, SLACK_API_URL: 'http://slack.example/api/' })).toEqual(['SLACK_API_URL']);
    expect(faultsOf({ HOST: '0.0.0.0' })).toEqual(['PUBLIC_URL']);
  });

  it('cannot be changed afterwards', () => {
    expect(Object.isFrozen(parseConfig({}))).toBe(true);
  });

  it('takes only what is safe of an OAuth issuer', () => {
    const issuer = 'https://login.example.com';
    expect(faultsOf({ TRELLIS_OAUTH_ISSUER: issuer, TRELLIS_OAUTH_SCOPES: 'read propose' })).toEqual([]);
    expect(faultsOf({ TRELLIS_OAUTH_ISSUER: 'http://127.0.0.1:9' })).toEqual([]);
    expect(faultsOf({ TRELLIS_OAUTH_ISSUER: 'http://login.example.com' })).toEqual(['TRELLIS_OAUTH_ISSUER']);
    expect(
      faultsOf({ TRELLIS_OAUTH_ISSUER: issuer, TRELLIS_OAUTH_JWKS: 'http://login.example.com' }),
    ).toEqual(['TRELLIS_OAUTH_JWKS']);
    expect(faultsOf({ TRELLIS_OAUTH_AUDIENCE: 'x' })).toEqual(['TRELLIS_OAUTH_ISSUER']);
    for (const scopes of ['propose', 'read admin', 'read ', 'read  propose', 'reader'])
      expect([scopes, ...faultsOf({ TRELLIS_OAUTH_SCOPES: scopes })]).toEqual([
        scopes,
        'TRELLIS_OAUTH_SCOPES',
      ]);
  });
});
