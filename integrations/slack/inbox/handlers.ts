import { messageHandler, wantsMention, wantsMessage } from '../answers/answer-message.ts';
import { approveAction, rejectAction } from '../cards/change-card.ts';
import { approveHandler, rejectHandler } from '../cards/settle.ts';
import { returnedHandler, returnedKind } from '../notices/tell-returned.ts';
import type { Listener } from './listener.ts';

/** Everything that Slack may send us, and what we owe Slack by ourselves, by its kind (`read-body.ts`). */
export const listeners: Readonly<Record<string, Listener>> = {
  'event:app_mention': { wants: wantsMention, handle: messageHandler },
  'event:message': { wants: wantsMessage, handle: messageHandler },
  [`action:${approveAction}`]: { handle: approveHandler },
  [`action:${rejectAction}`]: { handle: rejectHandler },
  [returnedKind]: { handle: returnedHandler },
};
