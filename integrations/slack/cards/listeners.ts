import { clickOf, metadataOf, triggerOf } from '../inbox/click.ts';
import { openModal, opensModal } from '../inbox/late-modal.ts';
import type { Listener } from '../inbox/listener.ts';
import {
  approveAction,
  diffAction,
  planAgainAction,
  rejectAction,
  simulateAction,
  testAction,
} from './card-buttons.ts';
import { diffPageAction } from './diff-modal.ts';
import { diffHandler, diffPageHandler, simulateHandler, testHandler, testSubmittedHandler } from './look.ts';
import { planAgainHandler, planAgainKind, planAgainWork } from './plan-again.ts';
import { rejectCallback, rejectModal } from './reject-modal.ts';
import { approveHandler, rejectSubmittedHandler } from './settle.ts';
import { chartHandler, chartKind } from './show-chart.ts';
import { testCallback } from './test-modal.ts';

/** The buttons of a card, and the modals that they open. */
export const cardListeners: Readonly<Record<string, Listener>> = {
  [`action:${approveAction}`]: { handle: approveHandler },
  [`action:${rejectAction}`]: {
    // Who may is asked when it is submitted: the modal shows nothing that is not on the card.
    atOnce: async (context, body) => {
      await openModal(context, triggerOf(body), rejectModal(metadataOf(clickOf(body))));
      return undefined;
    },
  },
  [`view:${rejectCallback}`]: { handle: rejectSubmittedHandler },
  [`action:${simulateAction}`]: { handle: simulateHandler },
  [`action:${diffAction}`]: { atOnce: opensModal('What changes'), handle: diffHandler },
  [`action:${diffPageAction}`]: { handle: diffPageHandler },
  [`action:${testAction}`]: { atOnce: opensModal('Send me a test'), handle: testHandler },
  [`view:${testCallback}`]: { handle: testSubmittedHandler },
  [`action:${planAgainAction}`]: { handle: planAgainHandler },
  [planAgainKind]: { handle: planAgainWork },
  [chartKind]: { handle: chartHandler },
};
