import { ask } from './ask.ts';
import type { Subcommand } from './command.ts';
import { alerts, digests } from './digests.ts';
import { helpReply } from './help.ts';
import { notify } from './notify.ts';
import { pending } from './pending.ts';
import { share } from './share.ts';

const help: Subcommand = {
  name: 'help',
  usage: '',
  does: 'Shows what there is.',
  run: async () => helpReply(subcommands),
};

/** Everything that `/trellis` does, in the order of its help. */
export const subcommands: readonly Subcommand[] = [ask, pending, digests, alerts, notify, share, help];
