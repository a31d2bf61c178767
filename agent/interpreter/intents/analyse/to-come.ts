const units = 'days?|weeks?|months?|quarters?|years?|summer|autumn|fall|winter|spring|christmas|easter';
const figures =
  'leads?|customers?|sqls?|mqls?|deals?|revenue|pipeline|conversions?|clicks?|opens?|rates?|meetings?|demos?|opportunit(?:y|ies)|signups?|contacts?|people|bounces?|unsubscribes|money|turnover|growth|results|numbers|target|nurturing|we|it|convert|perform';
const will =
  'will|going to|gonna|expect(?:ed)?|predict\\w*|forecast\\w*|foresee|project(?:ed|ions?)|estimate[ds]?|likely|on track to';
const quantity =
  'how (?:many|much|big|high|well)|what|do you think|number of|expected|projected|will (?:we|our|it)';

/** Of what nobody has counted yet: a figure that is asked for in time to come. */
const ahead = [
  new RegExp(
    `\\b(?:next|coming|upcoming|following) (?:\\d+ )?(?:${units})\\b|\\bby (?:the )?(?:end of )?(?:the |this |next )?(?:${units}|january|february|march|april|may|june|july|august|september|october|november|december|q ?[1-4]|20\\d\\d)\\b|\\bin (?:the )?future\\b|\\bat the end of (?:the|this|next)\\b`,
  ),
  new RegExp(`\\b(?:${will})\\b`),
];
const counted = new RegExp(`\\b(?:${figures})\\b`);
const asked = new RegExp(`\\b(?:${quantity})\\b`);
const certainly =
  /\b(?:what (?:do|can|should) (?:you|we) expect|expect \w+ (?:\w+ ){1,3}to be|predict\w*|forecast\w*|projections?|projected|expected (?:revenue|pipeline|deals?|conversions?)|can we expect|(?:we|it|they|our \w+|revenue|pipeline) (?:will|is going to|are going to) (?:be|reach|hit|make|have|get|earn|grow|close|become|convert)|will (?:we|our \w+|the (?:revenue|pipeline|click rate|open rate|funnel|numbers)|leads|\w+ leads|have become|become) (?:\w+ ){0,2}(?:be|reach|hit|make|have|get|earn|grow|close|become|convert|look|do|perform)|will \w+ (?:convert|perform|do|click|open) (?:better|worse|more|less)|will (?:have )?(?:be|become|turned?)|going to (?:happen|be|make|reach|hit|earn|close|grow)|will (?:we|they) (?:win|close|sell))\b/;
/** Of a lead, of a change or of what is planned: what may be run ahead, or told. */
const elsewhere =
  /@|\b(?:e ?mails? (?:will|would|is|are)|will (?:he|she)|if (?:we|i|you|she|he)|would|simulate|tracks?|segments?|rules?|changes?|trigger|approve|sent to|receive|experiments?|sample|halt|send|build|create|score)\b/;

/** `how many customers will we have by summer`: no figure that could be counted. */
export function isToCome(text: string): boolean {
  if (elsewhere.test(text) || !counted.test(text)) return false;
  const [time, future] = ahead.map((pattern) => pattern.test(text));
  if (certainly.test(text) && (time || asked.test(text))) return true;
  return time === true && future === true && asked.test(text);
}
