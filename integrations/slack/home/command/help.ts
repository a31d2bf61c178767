import { context, section } from '../../blocks/build.ts';
import { escapeText } from '../../blocks/escape.ts';
import { truncate } from '../../blocks/limits.ts';
import type { Reply, Subcommand } from './command.ts';

/** What there is, a line each; `typed`: a word that was not understood. */
export function helpReply(
  subcommands: readonly Pick<Subcommand, 'name' | 'usage' | 'does'>[],
  typed?: string,
): Reply {
  const lines = subcommands.map(
    ({ name, usage, does }) => `\`/trellis ${[name, escapeText(usage)].filter(Boolean).join(' ')}\`  ${does}`,
  );
  const unknown = typed ? `There is no \`/trellis ${escapeText(truncate(typed, 60))}\`. ` : '';
  return {
    text: `${unknown}What /trellis does: ${subcommands.map(({ name }) => name).join(', ')}.`,
    blocks: [
      section(`${unknown}${lines.join('\n')}`),
      context('Or write to me in a direct message, or mention me in a channel that I am in.'),
    ],
  };
}
