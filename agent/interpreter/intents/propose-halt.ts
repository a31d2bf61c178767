import type { Intent } from '../requests.ts';
import { halting, leftOf, resumed, withoutTelling } from '../words/halting.ts';
import { plainWords } from '../words/plain-words.ts';
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
const limited =
  /\b(?:if|unless|in case|except|excluding|only|but|apart|when|whenever|once|tomorrow|tonight|later|next|until|after|before|leads?|contacts?|segments?|customers|steps?|points?|rules?|triggers?|experiments?|tests?|e ?mails? \d|not|never)\b/;
const words = /\b(?:up|first|go|ahead|put|it|approval|sign off|signoff|change|request|of|to|a)\b/g;

/** `suggest pausing X, do not stop it yet`: halts that a person approves. */
export const proposeHalt: Intent = ({ text, raw }, { vocabulary }) => {
  const halts = new RegExp(halting.source);
  if (!new RegExp(proposing.source).test(text) || !halts.test(text) || resumed.test(text)) return undefined;
  if (/^(?:please |can you |could you )*(?:approve|sign off|reject)\b/.test(text)) return undefined;
  const { ids, rest } = tracksIn(text.replace(denied, ' '), vocabulary);
  const isAsked = (clause: string) => /\btrackx\b/.test(clause) || new RegExp(proposing.source).test(clause);
  const said = withoutTelling(rest.replace(all, ' trackx '), isAsked);
  if (!/\btrackx\b/.test(said) || !halts.test(said)) return undefined;
  if (raw.includes('?') && !/\b(?:can|could|would|will) you\b/.test(text)) return undefined;
  const asked = said.replace(proposing, ' ').replace(/\s+/g, ' ').trim();
  if (!wishesFor(asked, raw) || limited.test(asked)) return undefined;
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
