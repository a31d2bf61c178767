import type { ActiveProgram } from '../engine/runtime/types.ts';
import type { MailSender } from '../knowledge/template/variables.ts';

/** Until the program's policies name one: good enough for the embedded mailbox, which is where such email goes. */
const defaultSender: MailSender = {
  name: 'Trellis',
  email: 'hello@trellis.example',
  postalAddress: 'Set the sender in the program’s policies',
};

/** In whose name email leaves. */
export function senderOf({ program }: Pick<ActiveProgram, 'program'>): MailSender {
  return program.policies.sender ?? defaultSender;
}
