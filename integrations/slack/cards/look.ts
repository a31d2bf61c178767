import type { types } from '@slack/bolt';
import type { Change } from '../../../engine/runtime/changes/types.ts';
import { type Click, clickOf, metadataOf, submissionOf, triggerOf, whisper } from '../inbox/click.ts';
import { orWhisper, proposerOf } from '../inbox/clicker.ts';
import { fillModal, said } from '../inbox/late-modal.ts';
import type { Handler } from '../inbox/listener.ts';
import type { SlackContext } from '../options.ts';
import { identifyPerson } from '../people.ts';
import { diffModal } from './diff-modal.ts';
import { simulationMessage } from './simulation-message.ts';
import { testKey, testModal } from './test-modal.ts';
import { testableEmails } from './testable-emails.ts';

/** What the first leads would get, shown to whoever asked: leads are named, and a channel has other readers. */
export const simulateHandler: Handler = async (context, item) => {
  const click = clickOf(item.body);
  if (!(await proposerOf(context, click))) return;
  await orWhisper(context, click, async () => {
    const change = await context.changes.get(click.value);
    const simulated = await context.desk.simulate(change.id, item.signal);
    const message = simulationMessage(change.title, simulated, context.changeUrl(change.id));
    await item.once('simulation', async () => {
      const { channel, user, threadTs } = click;
      const place = { channel, user, ...(threadTs && { thread_ts: threadTs }) };
      const { message_ts: ts = '' } = await context.client.chat.postEphemeral({ ...place, ...message });
      return ts;
    });
  });
};

/** Fills the modal that the click has opened. */
export const diffHandler: Handler = (context, item) =>
  fill(context, item.body, 'What changes', (change, url) => diffModal(change, { url, page: 0 }));

/** Turns a page. */
export const diffPageHandler: Handler = async (context, item) => {
  const { view, user } = item.body as { view: { id: string }; user: { id: string } };
  const [id = '', page = '0'] = clickOf(item.body).value.split(':');
  const known = await identifyPerson(context.client, context.people, context.teamId, user.id);
  if (!('person' in known)) return;
  const change = await context.changes.get(id);
  await context.client.views.update({
    view_id: view.id,
    view: diffModal(change, { url: context.changeUrl(change.id), page: Number(page) }),
  });
};

export const testHandler: Handler = (context, item) =>
  fill(context, item.body, 'Send me a test', async (change) => {
    const emails = testableEmails((await context.desk.program()).program, change.edits);
    if (emails.length === 0) return said('Send me a test', 'The tracks that it touches send no email.');
    return testModal(emails, metadataOf(clickOf(item.body)));
  });

/** Sends what was chosen to the address of whoever asked. */
export const testSubmittedHandler: Handler = async (context, item) => {
  const { click, values } = submissionOf(item.body);
  const person = await proposerOf(context, click);
  if (!person) return;
  await orWhisper(context, click, async () => {
    const change = await context.changes.get(click.value);
    const emails = testableEmails((await context.desk.program()).program, change.edits);
    const chosen = emails.find((email) => testKey(email) === values.email);
    if (!chosen) return whisper(context, click, 'That email is gone from the change; open it again.');
    const { track, step } = chosen;
    const asked = {
      track: track.id,
      email: step,
      ...(change.status !== 'applied' && { change: change.id }),
      ...(values.lead && { lead: values.lead }),
    };
    const told = await item.once('test', async () => {
      const sent = await context.desk.sendTest(asked, person);
      return `“${sent.subject}” is on its way to ${sent.to}, as ${sent.lead.name ?? 'a lead without a name'} would get it.`;
    });
    await whisper(context, click, told);
  });
};

/** Whoever is not known sees why, in the modal. */
async function fill(
  context: SlackContext,
  body: unknown,
  title: string,
  show: (change: Change, url: string) => types.ModalView | Promise<types.ModalView>,
): Promise<void> {
  const click: Click = clickOf(body);
  const trigger = triggerOf(body);
  const known = await identifyPerson(context.client, context.people, context.teamId, click.user);
  if ('refusal' in known) return fillModal(context, trigger, said(title, known.refusal));
  const change = await context.changes.get(click.value);
  await fillModal(context, trigger, await show(change, context.changeUrl(change.id)));
}
