import type { Intent } from '../requests.ts';
import { halting, leftOf, resumed, withoutTelling } from '../words/halting.ts';
import { plainWords } from '../words/plain-words.ts';
import { forApproval } from '../words/proposing.ts';
import { fillers } from '../words/track-verbs.ts';
import { wishesFor } from './edit/frames/mood.ts';
import { reasonOf } from './halt.ts';
import { all, beside, tracksIn } from './halt-named.ts';

/** Somebody shall decide about it. */
const proposing =
  /\b(?:propos(?:e|es|al|ing|ed)|suggest(?:s|ing|ion)?|(?:file|draft|prepare|put together|submit|raise|make|create|write up) (?:a |the |me a )?(?:change|change request|request|proposal)(?: (?:that|which|to|for))?|(?:as|by|through|via|with) (?:a |the )?(?:change|proposal)(?: request)?|(?:up )?(?:for|through|pending|awaiting|into|get|with|needs?|without) (?:an? |the |its |somebody |someone |mara )*(?:approval|sign off|signoff)|(?:so (?:that )?)?(?:someone|somebody|a person|an approver|a colleague|mara|the boss|they|others|people)(?: else)? (?:can|could|should|must|may|has to|needs to|will|shall)? ?(?:first )?(?:approves?|decides?|signs? (?:it )?off)(?: (?:it|that|this|on it))?(?: first)?)\b/g;
/** It shall not stop at once. */
const denied =
  /(?:, )?\b(?:and |but |so )?(?:please )?(?:(?:i |we )?do not (?:want|wish|need)(?: it| that| you| to)*|do not|not|without|rather than|instead of|no need to)(?: \w+){0,3}? (?:halt(?:ed|ing)?|stop(?:ped|ping)?|paus(?:e|ed|ing)|suspend(?:ed|ing)?|freez(?:e|ing)|frozen|do(?:ing)? (?:it|that|so))(?: (?:it|that|this|anything|yet|now|right|away|yourself|directly|immediately|at|once|today|already))*(?= ,|$)/g;
/** `I want Aino to decide whether …`, `draw up that change`. */
const deciding =
  /\b(?:(?:i|we) (?:would like|want|need|would love) )?(?:to have |to let |let )?(?:somebody|someone|an approver|a person|a colleague|others|them|my boss|[a-z]+)(?: else)? (?:to |who )?(?:decides?|sign(?:s)? off|approves?|judges?)(?: (?:on|about|over|whether|if|to|that))*|\b(?:draw|write|put) up (?:the |that |this |a )?(?:change|proposal|request)|(?:a|the) (?:change|proposal|request) (?:that|which|to)|request (?:the )?(?:approval|sign ?off) (?:to|for)|\b(?:draft|prepare|file|submit|propose|suggest) (?=(?:a |the )?(?:halt|pause|stop|suspension)\b)/g;
const notBefore =
  /(?:, )?\b(?:but |and )?nothing (?:should |shall |must |may |is to )*(?:stops?|be (?:stopped|paused|halted)|halts?|happens?|changes?)(?: (?:before|until)[^,]*)?(?= ,|$)/g;
const asking =
  /^(?:(?:so|and|ok|hey|hi|,) )*(?:who|what|when|how|which|why|where|is|are|did|do|does|has|have|was|were|should|shall)\b/;
/** It goes on meanwhile. */
const meanwhile =
  /(?:(?:, )?(?:and |but |so )?(?:please )?(?:leave|keep|let|(?:it|trackx|the track|that track) (?:should|shall|must|can|may|will|has to)) (?:(?:the track|it|trackx|that track|things) )?(?:keep(?:s)? |stay(?:s)? |continue(?:s)? |be |run |go )*(?:to run|to send|running|sending|going|active|on|live|as (?:it|they) (?:is|are))?(?: (?:for now|now|until then|meanwhile|in the meantime|till then|so far|for the moment|as long|as is))*)(?= ,|$)/g;
/** Why, or how long it may be meant to last: a change lifts it in any case. */
const lasting = /\b(?:until|till|while|as long as) [^,]*/g;
const limited =
  /\b(?:if|unless|in case|except|excluding|only|but|apart|when|whenever|once|tomorrow|tonight|later|next|until|after|before|leads?|contacts?|segments?|customers|steps?|points?|rules?|triggers?|experiments?|tests?|e ?mails? \d|not|never)\b/;
const words =
  /\b(?:file|draw|draft|submit|prepare|write|make|that|up|first|go|ahead|put|it|approval|sign off|signoff|change|request|of|to|a)\b/g;

/** `suggest pausing X, do not stop it yet`: halts that a person approves. */
export const proposeHalt: Intent = ({ text, raw }, { vocabulary }) => {
  const halts = new RegExp(halting.source);
  const decided = [proposing, deciding, forApproval].some(({ source }) => new RegExp(source).test(text));
  if (!decided || !halts.test(text) || resumed.test(text)) return undefined;
  if (/^(?:please |can you |could you )*(?:approve|sign off|reject)\b/.test(text)) return undefined;
  const { ids, rest } = tracksIn(text.replace(denied, ' ').replace(notBefore, ' '), vocabulary);
  const bare = rest.replace(meanwhile, ' ').replace(lasting, ' ').replace(/\s+/g, ' ').trim();
  const isAsked = (clause: string) =>
    /\btrackx\b/.test(clause) || [proposing, deciding].some(({ source }) => new RegExp(source).test(clause));
  const said = withoutTelling(bare.replace(all, ' trackx '), isAsked);
  if (!/\btrackx\b/.test(said) || !halts.test(said)) return undefined;
  if (raw.includes('?') && !/\b(?:can|could|would|will) you\b/.test(text)) return undefined;
  const asked = said
    .replace(proposing, ' ')
    .replace(forApproval, ' ')
    .replace(deciding, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (asking.test(text) || !(wishesFor(asked, raw) || wishesFor(said, raw)) || limited.test(asked))
    return undefined;
  const left = leftOf(asked, halting, words).filter(
    (word) => word !== 'trackx' && !beside.has(word) && !plainWords.has(word) && !fillers.has(word),
  );
  if (left.length > 0) return undefined;
  const titles = ids.map((id) => vocabulary.tracks.find((track) => track.id === id)?.title ?? id);
  const title = `Pause: ${titles.length > 0 ? titles.join(', ') : 'all sending'}`.slice(0, 120);
  const edits = (ids.length > 0 ? ids : ['*']).map((id) => ({
    op: 'put',
    path: `halts/${id}`,
    value: { reason: reasonOf(raw) },
  }));
  return { calls: [{ name: 'propose_change', input: { title, edits } }], unread: [] };
};
