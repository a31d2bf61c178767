import type { types } from '@slack/bolt';
import type { Person } from '../../../../engine/runtime/changes/types.ts';
import type { InboxItem } from '../../inbox/item.ts';
import type { SlackContext } from '../../options.ts';

/** Somebody who typed `/trellis …`, and where. */
export interface CommandAsked {
  person: Person;
  /** Of Slack. */
  user: string;
  channel: string;
  /** What stands behind the subcommand, as Slack escaped it: `<#C1|name>`, `<@U1|name>`. */
  words: string;
  /** Opens a modal within three seconds of the command. */
  triggerId: string;
  item: InboxItem;
}

/** What only the person who asked is told, as mrkdwn of ours. */
export interface Reply {
  text: string;
  blocks?: types.KnownBlock[];
}

/** One thing that `/trellis` does. */
export interface Subcommand {
  name: string;
  /** What may stand behind it: `on | off | list`. */
  usage: string;
  /** In a line, for help. */
  does: string;
  /** What it throws with a code is told to the person. */
  run(context: SlackContext, asked: CommandAsked): Promise<Reply>;
}
