import type { Order, Which } from './orders.ts';
import { readAlert } from './read-alert.ts';
import { takeCadence } from './read-cadence.ts';
import { takeDestination } from './read-destination.ts';
import { createTaking, readable, type Taking } from './taking.ts';

/** Politeness, and words that add nothing. */
const filler =
  /^(?:[\s,.!;:?]|\b(?:please|ok|okay|hi|hey|hello|so|and|also|too|trellis|from now on|now|then|thanks?|thank you|could|can|would|will|you|i|i'd|we|we'd|want|need|like|to|let's|just|as well|it|the|an?|that|of|for|with|about|on|in|all|our|my)\b)*$/;
/** Whoever speaks of these means the program, or leads. */
const ofTheProgram =
  /\b(?:leads?|tracks?|segments?|nurtur\w*|steps?|emails|newsletters?|content|enrol\w*|contacts?|customers?|prospects?|accounts?|changes?|experiments?|scor\w+|trigger\w*)\b/;

const begins =
  /^\s(?:(?:please|ok|okay|hi|hey|hello|so|and|also|trellis)[,:]? )*(?:(?:could|can|would|will) (?:you|we|i) |i(?:'d| would)? (?:like|want|need)(?: you)? (?:to )?|we(?:'d| would)? (?:like|want|need) (?:to )?|let's )?(?:please )?(?:(?:also )?(?:send|post|email|mail|e-mail|give|get|deliver|share|set up|set|create|make|schedule|start|add|subscribe|have|receive|drop|put|show|report)\b)?/;
const object =
  /(?<=[\s])(?:(?:the|a|an|my|our|your|this|that|these|those) )?(?:(?:nurturing|performance|marketing|regular|short|recurring|automatic|same|email) )*(?:digests?|reports?|summar(?:y|ies)|overviews?|updates?|figures|numbers|results|performance|kpis|metrics|this|it|that)(?: (?:like )?(?:this|that))?(?=[\s,.!?;])/;
const howWeDo =
  /(?<=\s)(?:of |about |on |with )?how (?:(?:are )?we(?:'re| are)? (?:doing|performing)|(?:it is|it's|things are) going|nurturing (?:is )?(?:does|doing|did|going)|we did)(?=[\s,.!?;])/;

/**
 * Reads a message of a person as an order about digests and alerts; undefined when it is none. By code alone, before any
 * model or tool has run: nothing that was read can have a part in it. Every word of it must be accounted for, so that a
 * wish for a track that sends something every Monday is never taken for one of ours.
 */
export function readOrder(message: string): Order | undefined {
  if (message.length > 400) return undefined;
  const text = readable(message);
  return readList(text) ?? readStop(text) ?? readAlert(text) ?? readDigest(text) ?? readUndone(text);
}

const changing =
  /^(?:(?:please|ok|okay|hi|hey|so|and|trellis)[,:]? )*(?:(?:could|can) you )?(?:please )?(?:change|move|reschedule|postpone|shift|switch) (?:(?:the|my|our|this|that|weekly|monthly|regular) )*(?:(digests?)|alerts?)(?: \d{1,4})?(?=[.!?]|$| (?:to|from|by|in|on|here|at)\b)/;

/** What names one of ours and cannot be done: it is told how, and not taken for a wish for the program. */
function readUndone(text: string): Order | undefined {
  const change = changing.exec(text);
  // “Change” is the program's word too.
  if (ofTheProgram.test(text.slice(change?.[0].length))) return undefined;
  if (change) return { do: 'unclear', what: change[1] ? 'digest' : 'alert' };
  // A digest of which is not said how often, or more often than there is one.
  const taking = createTaking(text);
  const begun = taking.take(begins);
  takeDestination(taking);
  const named = taking.take(object)?.[0] ?? '';
  taking.take(
    /(?<=\s)(?:daily|hourly|(?:every|each|once a|once every) (?:single )?(?:day|hour|morning|evening|weekday)|yearly|quarterly|every (?:year|quarter))(?=[\s,.!?;])/,
  );
  const isWish = /\b(?:send|post|email|mail|e-mail|give|get|set|schedule|subscribe|receive)\b/.test(
    begun?.[0] ?? '',
  );
  if (!isWish || !/\bdigests?\b/.test(named) || !filler.test(taking.left())) return undefined;
  return { do: 'unclear', what: 'digest' };
}

const things = '(?:(digests?|reports?|summaries)|(alerts?|warnings?))';

function readList(text: string): Order | undefined {
  const asked = new RegExp(
    `^(?:(?:please|ok|hi|hey|so|and|trellis)[,:]? )*(?:(?:(?:which|what)(?: (?:scheduled|regular|weekly|monthly))* ${things}(?: and ${things})?(?: (?:are|do|did|have|is|will|get|come|i|we|you|there|set|up|running|scheduled|sent|send|here|active|on|have|got|exist|been))*|(?:show|list|give|read)(?: me| us)?(?: all)?(?: (?:the|my|our|your|of the))*(?: (?:scheduled|regular|weekly|monthly))* ${things}(?: and ${things})?(?: (?:that|are|there|set|up|here|we|have|running))*|(?:are there|do we have|do i have|have we)(?: any)?(?: scheduled)? ${things}(?: (?:or|and) ${things})?(?: (?:here|set|up|set up|scheduled))*|(?:my |our )?${things}(?: and ${things})?))[ ?.!]*$`,
  ).exec(text);
  if (!asked) return undefined;
  const words = asked[0];
  // “Show the report” asks for figures; a list is asked for in the plural.
  const digests = /\b(?:digests?|reports|summaries)\b/.test(words);
  const alerts = /\b(?:alerts?|warnings?)\b/.test(words);
  if (
    !alerts &&
    /\b(?:reports|summaries)\b/.test(words) &&
    !/\b(?:scheduled|regular|weekly|monthly|set)\b/.test(words)
  )
    return undefined;
  if (!digests && !alerts) return undefined;
  return { do: 'list', what: digests && alerts ? 'both' : digests ? 'digests' : 'alerts' };
}

const stopping =
  /^\s(?:(?:please|ok|okay|hi|hey|so|and|trellis)[,:]? )*(?:(?:could|can) you )?(?:i (?:don't|do not) want |we (?:don't|do not) need )?(?:(?:please )?(?:stop|cancel|remove|delete|end|drop|kill|unsubscribe(?: me)?(?: from)?|turn off|switch off|disable|no more)(?: (?:sending|posting|emailing|mailing|getting|giving))?)(?=\s)/;

function readStop(text: string): Order | undefined {
  const taking = createTaking(text);
  if (!taking.take(stopping)) return undefined;
  const which: Which = {};
  const number = taking.take(/(?<=\s)(?:(?:number|no\.?|nr\.?) ?|#)(\d{1,4})(?=[\s,.!?;])/);
  const kind = takeAlertKind(taking);
  const every = taking.take(/(?<=\s)(?:the )?(weekly|monthly|every (?:week|month))(?=[\s,.!?;])/)?.[1];
  const ones = taking.take(/(?<=\s)(?:ones?)(?=[\s,.!?;])/);
  const digest = taking.take(/(?<=\s)(?:digests?|reports?|summar(?:y|ies))(?=[\s,.!?;])/);
  const alert = taking.take(/(?<=\s)(?:alerts?|alerting|warnings?)(?=[\s,.!?;])/);
  const bare = number ? undefined : taking.take(/(?<=[\s])(\d{1,4})(?=[\s,.!?;])/);
  const all = taking.take(/(?<=\s)(?:all|every|both)(?=[\s,.!?;])/);
  const to = takeDestination(taking);
  if (!digest && !alert && !(every && ones) && !kind) return undefined;
  if (!filler.test(taking.left())) return undefined;
  const said = number?.[1] ?? bare?.[1];
  if (said) which.number = Number(said);
  if (all) which.all = true;
  if (every) which.every = every.includes('month') ? 'month' : 'week';
  if (kind) which.alert = kind;
  // “Stop sending me the weekly digest” says who hears of it, not which one.
  if (to && to !== 'me') which.to = to;
  return { do: 'stop', what: alert || kind ? 'alert' : digest ? 'digest' : 'either', which };
}

function takeAlertKind(taking: Taking): Which['alert'] {
  const about = '(?:(?:about|on|for|of) )?(?:the )?';
  const end = '(?=[\\s,.!?;])';
  // Alone these words mean much else: they are of an alert only beside its name.
  if (!/\b(?:alerts?|alerting|warnings?)\b/.test(taking.left())) return undefined;
  if (taking.take(new RegExp(`(?<=\\s)${about}(?:click(?: rate)?|clicks)${end}`))) return 'clicks';
  if (taking.take(new RegExp(`(?<=\\s)${about}stuck(?: leads)?${end}`))) return 'stuck';
  if (taking.take(new RegExp(`(?<=\\s)${about}(?:failed|failing) (?:sends?|emails?)${end}`)))
    return 'failed_sends';
  if (taking.take(new RegExp(`(?<=\\s)${about}(?:connectors?|connections?)(?: down)?${end}`)))
    return 'connectors';
  return undefined;
}

function readDigest(text: string): Order | undefined {
  const taking = createTaking(text);
  const begun = taking.take(begins);
  if (!begun) return undefined;
  const cadence = takeCadence(taking);
  if (!cadence) return undefined;
  const track = taking.take(
    /(?<=\s)(?:of|for|about|on) (?:the )?"?([\p{L}\p{N}][\p{L}\p{N} &'-]{1,60}?)"? track(?=[\s,.!?;])/u,
  );
  const how = taking.take(howWeDo);
  const to = takeDestination(taking);
  const named = taking.take(object);
  if (!how && !named) return undefined;
  const isDigest = /\bdigests?\b/.test(named?.[0] ?? '');
  // “Weekly report” alone is a question for figures; a wish says to whom, or what to do.
  const wishes =
    /\b(?:send|post|email|mail|e-mail|give|get|deliver|share|set|create|make|schedule|start|add|subscribe|have|receive|drop|put|want|like|need)\b/.test(
      begun[0],
    );
  if (!wishes && !(isDigest && to)) return undefined;
  const isThis = /\b(?:this|it|that)\b/.test(named?.[0] ?? '');
  // “Make it weekly” puts something of the program right; what was shown is sent, posted or given.
  if (isThis && /\b(?:set|create|make|start|add|put)\b/.test(begun[0])) return undefined;
  const mailed = /\b(?:e-?mail|mail)\b/.test(begun[0]);
  const left = taking.left();
  if (!filler.test(left))
    return isDigest && !ofTheProgram.test(left) ? { do: 'unclear', what: 'digest' } : undefined;
  return {
    do: 'digest',
    cadence,
    to: to && to !== 'me' ? to : mailed ? 'email' : (to ?? 'here'),
    ...(track && { track: (track[1] as string).trim() }),
    ...(!track && !how && isThis && { this: true as const }),
  };
}
