import { TrellisError } from '../../../../db/errors.ts';
import { escapeText } from '../../blocks/escape.ts';
import { audiencesOf, routesInWords, setRoute, unsetRoute } from '../../notices/routes.ts';
import { mayPost } from '../../shared/may-speak.ts';
import type { Subcommand } from './command.ts';

export interface NotifyAsked {
  do: 'list' | 'on' | 'off';
  /** Absent with `off`: everything that is shown in the channel. */
  audience?: string;
  /** Another channel than the one it was typed in. */
  channel?: string;
}

/** `list`, `sales`, `sales here`, `sales in <#C1|deals>`, `off sales`, `stop`. */
export function readNotify(words: string): NotifyAsked {
  const channel = /<#([A-Z0-9]+)(?:\|[^>]*)?>/.exec(words)?.[1];
  const said = words
    .replace(/<#[^>]*>/g, ' ')
    .replace(/\b(?:in|to|here|this channel)\b/gi, ' ')
    .replace(/["“”']/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const [, verb = '', rest = ''] = /^(off|stop|end|no|list|which|show)?\s*(.*)$/i.exec(said) ?? [];
  const audience = rest === '' ? {} : { audience: rest };
  const where = channel === undefined ? {} : { channel };
  if (/^(?:off|stop|end|no)$/i.test(verb)) return { do: 'off', ...audience, ...where };
  if (verb !== '' || rest === '') return { do: 'list', ...where };
  return { do: 'on', ...audience, ...where };
}

const shared =
  'But people of another company read it, so nothing is shown there until an admin of Trellis allows it with /trellis share on.';

/** `/trellis notify`: which channel is shown hot leads and other tasks and notices of the program. */
export const notify: Subcommand = {
  name: 'notify',
  usage: 'sales [#channel] | off sales | list',
  does: 'Shows tasks and notices about leads in this channel.',
  async run(context, { person, channel: here, words }) {
    const { db, desk, clock } = context;
    const asked = readNotify(words);
    const options = { db, program: desk.program, clock };
    const channel = asked.channel ?? here;
    if (asked.do === 'list') {
      const routes = await routesInWords(options);
      const known = audiencesOf((await desk.program()).program).map(escapeText);
      const names =
        known.length > 0 ? `The program names ${known.join(', ')}.` : 'The program asks for none yet.';
      return { text: [...(routes.length > 0 ? routes : ['No channel is shown any.']), names].join('\n') };
    }
    if (!/^[CG]/.test(channel)) {
      throw new TrellisError(
        'routes.channel',
        'Type it in the channel that is to be shown them, or name one: `/trellis notify sales #deals`.',
      );
    }
    const route = { channel, ...(asked.audience !== undefined && { audience: asked.audience }) };
    const done =
      asked.do === 'off'
        ? await unsetRoute(options, person, route)
        : await setRoute(options, person, { audience: '', ...route });
    const silent = asked.do === 'on' && !(await mayPost(context, channel));
    return { text: escapeText(silent ? `${done} ${shared}` : done) };
  },
};
