import type { Logger } from '@slack/bolt';
import { LogLevel } from '@slack/bolt';
import type { Log } from '../options.ts';

/** Bolt's messages, from warnings up, in our log; tokens and the tickets of socket URLs are taken out. */
export function boltLogger(log: Log): Logger {
  const quiet = () => {};
  const write =
    (level: 'warn' | 'error') =>
    (...parts: unknown[]) =>
      log[level]({ from: 'slack' }, redact(parts.map(describe).join(' ')));
  return {
    // Debug messages carry whole payloads, so they are never written.
    debug: quiet,
    info: quiet,
    warn: write('warn'),
    error: write('error'),
    setLevel: quiet,
    getLevel: () => LogLevel.WARN,
    setName: quiet,
  };
}

function redact(text: string): string {
  return text.replace(/\b(xox[a-z]|xapp)-[\w-]+/g, '$1-…').replace(/(wss?:\/\/[^\s?]+)\?\S+/g, '$1?…');
}

function describe(part: unknown): string {
  if (part instanceof Error) return part.message;
  return typeof part === 'string' ? part : (JSON.stringify(part) ?? String(part));
}
