import { isShared } from '../../shared/is-shared.ts';
import { setSharing, sharedChannelsWords } from '../../shared/settings.ts';
import type { Reply, Subcommand } from './command.ts';

/** `/trellis share on|off|list`: whether the app speaks in this channel although another company reads it. */
export const share: Subcommand = {
  name: 'share',
  usage: 'on | off | list',
  does: 'Lets me speak in a channel that people of another company read, or not; admins only.',
  async run(context, { person, channel, words }): Promise<Reply> {
    const wish = words.trim().toLowerCase();
    // Nothing is allowed for a day on which somebody may share it.
    if (wish === 'on' && person.role === 'admin' && !(await isShared(context, channel)))
      return {
        text: 'Nobody of another company reads this channel, so there is nothing to allow: I answer here anyway.',
      };
    if (wish === 'on' || wish === 'off')
      return { text: await setSharing(context, person, channel, wish === 'on') };
    return { text: await sharedChannelsWords(context) };
  },
};
