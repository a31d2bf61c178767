import { Hono } from 'hono';
import { html } from 'hono/html';
import { parseModelNames } from '../../agent/models/names.ts';
import { chatMessage, chatPage, type ShownMessage } from '../../console/chat.ts';
import { haltBanner } from '../../console/halts.ts';
import { TrellisError } from '../../db/errors.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import { endConversation, readConversation, shownCitations } from '../conversation.ts';
import type { Installation } from '../installation.ts';
import { readSetting } from '../settings.ts';
import { formField, frameOf } from './session.ts';

const place = 'console';
const maxLength = 8_000;

/** The chat: one conversation per person. A form without the script, fragments of the page with it. */
export function chatPages(installation: Installation): Hono<AppEnv> {
  const { db, clock, config, publicUrl, agent } = installation;
  const first = parseModelNames(config.TRELLIS_MODEL)[0]?.full ?? '';
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const frame = await frameOf(c, installation);
      const messages = await readConversation(installation, frame.person.id, place);
      const demo = (await readSetting(db, 'demo')) === 'present';
      return c.html(chatPage({ ...frame, ownUrl: publicUrl, model: first, demo, messages }));
    })
    .post('/chat', async (c) => {
      const { person, mayApprove } = requireRole(c);
      const text = await formField(c, 'text');
      if (text === '' || text.length > maxLength) {
        throw new TrellisError('request.invalid', `Write a question of at most ${maxLength} characters.`);
      }
      const answer = await (await agent()).answer({
        person,
        inPerson: mayApprove,
        via: 'console',
        place,
        text,
        now: clock(),
      });
      if (!c.req.header('x-fragment')) return c.redirect('/#latest', 303);
      const changes = await Promise.all(answer.changes.map((id) => installation.changes.get(id)));
      const message: ShownMessage = {
        role: 'assistant',
        ...answer,
        changes,
        citations: shownCitations(answer.citations),
      };
      // A halt that the answer made stands on the open page at once.
      const { halts } = await frameOf(c, installation);
      return c.html(html`${chatMessage(message, { ownUrl: publicUrl, model: first })}${haltBanner(halts)}`);
    })
    .post('/chat/new', async (c) => {
      const { person } = requireRole(c);
      await endConversation(db, person.id, place, clock());
      return c.redirect('/', 303);
    });
}
