import { expect, test } from 'vitest';
import type { SlackContext } from '../../options.ts';
import type { CommandAsked } from './command.ts';
import { share } from './share.ts';

/** A channel of which Slack says this, and what was asked of the database. */
function channelThat(shared: boolean) {
  const asked: string[] = [];
  const context = {
    client: { conversations: { info: async () => ({ channel: { is_ext_shared: shared } }) } },
    db: {
      query: async (sql: string) => {
        asked.push(sql);
        return [];
      },
    },
    clock: () => 0,
    log: { warn() {} },
  } as unknown as SlackContext;
  return { context, asked };
}
const admin = { person: { id: 'p1', role: 'admin' }, channel: 'C1', words: 'on' } as unknown as CommandAsked;

test('only a channel that another company reads can be allowed, not one that somebody may share some day', async () => {
  const ours = channelThat(false);
  expect((await share.run(ours.context, admin)).text).toContain(
    'Nobody of another company reads this channel',
  );
  expect(ours.asked).toEqual([]);
  const theirs = channelThat(true);
  expect((await share.run(theirs.context, admin)).text).toContain('I answer here from now on');
  expect(theirs.asked).toHaveLength(1);
});
