import { button, section } from '../../blocks/build.ts';
import { escapeText } from '../../blocks/escape.ts';
import { truncate } from '../../blocks/limits.ts';
import { showCardAction } from '../home-view.ts';
import type { Reply, Subcommand } from './command.ts';

const shown = 10;

/** `/trellis pending`: the changes that wait for approval, each with a button to its card. */
export const pending: Subcommand = {
  name: 'pending',
  usage: '',
  does: 'Shows the changes that wait for approval.',
  async run({ changes, changeUrl }, { person }): Promise<Reply> {
    const open = await changes.list({ status: 'proposed', limit: 100 });
    if (open.length === 0) return { text: 'Nothing waits for approval.' };
    const many = `${open.length} ${open.length === 1 ? 'change waits' : 'changes wait'} for approval`;
    const more =
      open.length > shown
        ? [section(`More are on <${changeUrl('').replace(/\/$/, '')}|the page of changes>.`)]
        : [];
    return {
      text: `${many}.`,
      blocks: [
        section(`*${many}*`),
        ...open.slice(0, shown).map(({ id, title, author, plan }) => {
          const line = `<${changeUrl(id)}|${escapeText(truncate(title, 200))}>\nBy ${escapeText(truncate(author.name, 100))}, ${plan.risk.level} risk`;
          return person.role === 'viewer'
            ? section(line)
            : section(line, button('Show card', showCardAction, { value: id }));
        }),
        ...more,
      ],
    };
  },
};
