import { expect, test } from 'vitest';
import { boltLogger } from './log.ts';

test('tokens and socket tickets never reach the log, and payloads are not written at all', () => {
  const lines: string[] = [];
  const write = (fields: object, message: string) => lines.push(`${JSON.stringify(fields)} ${message}`);
  const logger = boltLogger({ info: write, warn: write, error: write });
  logger.debug('payload');
  logger.info('payload');
  logger.warn('bad token xoxb-123-abc', { appToken: 'xapp-1-A0-9-ff' });
  logger.error(new Error('cannot open wss://socket.example/link/?ticket=secret&app_id=1'));
  expect(lines).toEqual([
    '{"from":"slack"} bad token xoxb-… {"appToken":"xapp-…"}',
    '{"from":"slack"} cannot open wss://socket.example/link/?…',
  ]);
});
