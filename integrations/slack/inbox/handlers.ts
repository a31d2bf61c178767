import { messageFailed, messageHandler, wantsMention, wantsMessage } from '../answers/answer-message.ts';
import { feedbackHandler } from '../answers/feedback/clicked.ts';
import { pictureHandler, pictureKind } from '../answers/finish.ts';
import { feedbackAction } from '../answers/render/feedback-buttons.ts';
import { stopHandler } from '../answers/stop-answer.ts';
import { cardListeners } from '../cards/listeners.ts';
import { digestListeners } from '../digests/listeners.ts';
import { commandHandler, trellisCommand } from '../home/command/handle.ts';
import { showCardAction } from '../home/home-view.ts';
import { openedHandler, wantsOpened } from '../home/opened.ts';
import { showCardHandler } from '../home/show-card.ts';
import { noticeListeners } from '../notices/clicks.ts';
import { toldHandler, toldKind } from '../notices/tell-author.ts';
import { returnedHandler, returnedKind } from '../notices/tell-returned.ts';
import type { Listener } from './listener.ts';

/** Everything that Slack may send us, and what we owe Slack by ourselves, by its kind (`read-body.ts`). */
export const listeners: Readonly<Record<string, Listener>> = {
  'event:app_mention': { wants: wantsMention, handle: messageHandler, failed: messageFailed },
  'event:agent_session_stopped': { handle: stopHandler },
  'event:message': { wants: wantsMessage, handle: messageHandler, failed: messageFailed },
  'event:app_home_opened': { wants: wantsOpened, handle: openedHandler },
  [`command:${trellisCommand}`]: { handle: commandHandler },
  [`action:${showCardAction}`]: { handle: showCardHandler },
  [`action:${feedbackAction}`]: { handle: feedbackHandler },
  [pictureKind]: { handle: pictureHandler },
  ...cardListeners,
  ...noticeListeners,
  [toldKind]: { handle: toldHandler },
  ...digestListeners,
  [returnedKind]: { handle: returnedHandler },
};
