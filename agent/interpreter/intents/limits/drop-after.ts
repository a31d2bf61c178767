import { dropAfter } from '../../../../tools/support/edits/policies.ts';
import { takeLength } from '../../slots/durations.ts';
import { policyIntent } from './frame.ts';

const held = /\b(?:held(?: back| up)?|stuck|waiting|on hold|holds?|queued|delayed|pending|blocked)\b/;
const dropped =
  /\b(?:drop(?:s|ped|ping)?|discard(?:s|ed)?|expire[sd]?|thrown? away|delete[ds]?|bin(?:ned)?|give(?:n)? up(?: on)?|cancel(?:led|ed)?|lapse|forget|trash(?:ed)?)\b/;

/** `emails that are held for more than four days should be dropped`. */
export const limitHeld = policyIntent(held, ({ utterance }) => {
  const { text } = utterance;
  if (!dropped.test(text) || /\b(?:hold ?out|%|percent)\b/.test(text)) return undefined;
  const length =
    takeLength(utterance, '(?:for )?(?:(?:longer|more) than|over|at least)|after|for|once|beyond|past') ??
    takeLength(utterance);
  if (!length) return undefined;
  for (const pattern of [held, dropped]) utterance.takeAll(pattern);
  utterance.takeAll(
    /\b(?:e ?mails?|mails?|messages?|marketing|if|when|once|whatever|anything|that|which|is|are|has|have|been|be|for|longer|more|than|over|after|should|it|them|just|can|may|an?|the|simply|back|altogether)\b/,
  );
  return dropAfter(length.text);
});
