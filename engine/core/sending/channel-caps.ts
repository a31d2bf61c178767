import { type Action, type Channel, channels, MOST_CAPPED } from '../../program/schema.ts';
import type { Draft } from '../draft.ts';
import { pick } from '../records.ts';
import { roomAt } from './sending-rules.ts';

/** Whether the cap of the action's channel leaves no room; the trace says so. Else the action uses it. */
export function isBeyondCap(draft: Draft, action: Action, { rule }: { rule: string }): boolean {
  const { channelCaps } = draft.program.guards;
  if (channelCaps === undefined) return false;
  const channel = channels.find((known) => known === action.do);
  const cap = channel && channelCaps[channel];
  if (channel === undefined || cap === undefined) return false;

  const { lead, at } = draft;
  const uses = lead.channelUses?.[channel] ?? [];
  if ((roomAt(uses, cap) ?? at) > at) {
    draft.trace.push({ did: 'skip_action', action: channel, rule, reason: 'channel_cap' });
    return true;
  }
  lead.channelUses = { ...lead.channelUses, [channel]: [...uses, at].slice(-MOST_CAPPED) };
  return false;
}

/** Uses are kept only while their channel has a cap. */
export function forgetUncapped({ lead, program }: Draft): void {
  if (lead.channelUses === undefined) return;
  const caps = program.guards.channelCaps ?? {};
  const kept = pick<readonly number[]>(lead.channelUses, (channel) => caps[channel as Channel] !== undefined);
  if (Object.keys(kept).length > 0) lead.channelUses = kept;
  else delete lead.channelUses;
}
