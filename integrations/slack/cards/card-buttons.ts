import type { types } from '@slack/bolt';
import type { Change } from '../../../engine/runtime/changes/types.ts';

export const approveAction = 'change_approve';
export const rejectAction = 'change_reject';
export const simulateAction = 'change_simulate';
export const diffAction = 'change_diff';
export const testAction = 'change_test';
export const planAgainAction = 'change_plan_again';

/** Changes whenever what a card shows changes. It is in the card's buttons only to notice a click on an old look of it. */
export function cardFingerprint(hashes: { editHash: string; planHash: string }): string {
  return `change_${hashes.editHash.slice(0, 16)}_${hashes.planHash.slice(0, 16)}`;
}

/** The buttons carry the id and nothing else: what a click does is looked up on our side. */
export function cardButtons(
  change: Change,
  { whole, plannedAgain }: { whole: boolean; plannedAgain: boolean },
): types.KnownBlock[] {
  const button = (action: string, text: string, style?: 'primary' | 'danger') => ({
    type: 'button' as const,
    action_id: action,
    text: { type: 'plain_text' as const, text },
    value: change.id,
    ...(style && { style }),
  });
  const elements = buttonsOf(change, whole, plannedAgain).map(([action, text, style]) =>
    button(action, text, style),
  );
  return elements.length > 0 ? [{ type: 'actions', block_id: cardFingerprint(change), elements }] : [];
}

type Button = [action: string, text: string, style?: 'primary' | 'danger'];

function buttonsOf({ status, edits }: Change, whole: boolean, plannedAgain: boolean): Button[] {
  if ((status === 'stale' || status === 'expired') && !plannedAgain) return [[planAgainAction, 'Plan again']];
  if (status !== 'proposed') return [];
  const touchesTracks = edits.some(({ path }) => path.startsWith('tracks/'));
  return [
    ...(whole ? [[approveAction, 'Approve', 'primary'] satisfies Button] : []),
    [rejectAction, 'Reject', 'danger'],
    [simulateAction, 'Simulate'],
    [diffAction, 'Show diff'],
    ...(touchesTracks ? [[testAction, 'Send me a test'] satisfies Button] : []),
  ];
}
