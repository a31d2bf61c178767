import type { Intent } from '../requests.ts';
import { leadSource, readLead } from '../slots/lead.ts';
import { resolveTrack, tellingWords } from '../slots/names.ts';
import { askWhichTrack } from '../slots/which-track.ts';
import { quoted } from '../wording/say.ts';
import { isConditional, wishIn } from '../words/mood.ts';
import { plainWords } from '../words/plain-words.ts';

const verbs = '(?:propose to )?(?:put|enrol|enroll|add)';
const asked = new RegExp(
  `\\b(?:put|enroll?|add) ((?:${leadSource})(?:(?:,| and|, and) (?:${leadSource}))*) (?:on|in|into|to|onto|for) (.+)$`,
  'iu',
);
/** A name in small letters is one or two words; what else is put somewhere is no lead. */
const isLead =
  /@|^\p{Lu}|^(?!(?:an?|the|our|my|your|each|every|all|any|some|more|another|other|new|this|that|these|those|only|just|points?)\b)\p{Ll}[\p{L}'’-]*(?: \p{Ll}[\p{L}'’-]*)?$|^[0-9a-f]{8}-|^(?:he|she|it|him|her|them|this lead|that lead|the lead)$/u;
const groups = /\b(?:leads|contacts|prospects|people|customers|everyone|everybody)\b/i;
const notLeads = /\b(?:points?|scores?|scoring|thresholds?|rules?|segments?|steps?|e?mails?|lists?)\b/i;
const words = /\b(?:the|track|sequence|campaign|nurture|please|now|at|once|today|for|me|us)\b/gi;

/** `put Jane Doe on the SMB fast track`: proposes it. Whoever is to enter by a rule needs an entry of the track. */
export const enrol: Intent = ({ raw, text }, { vocabulary, history }) => {
  const wish = wishIn(text, raw, verbs);
  const [, said = '', place = ''] = wish === undefined ? [] : (asked.exec(raw) ?? []);
  if (said === '' || notLeads.test(said)) return undefined;
  const found = resolveTrack(place.replace(words, ' '), vocabulary.tracks);
  if (!found) return undefined;
  if (groups.test(said))
    return {
      say: `I put leads that you name on a track, at most 50 at a time. Whoever is to enter by a rule needs an entry of ${found.best.title}: say for instance “set the entry of ${found.best.title} to SMB leads”. Nothing has been proposed.`,
    };
  const names = said.split(/,? and |, ?/i).map((name) => name.trim());
  if (!names.every((name) => isLead.test(name))) return undefined;
  if (isConditional(place.toLowerCase()))
    return {
      say: 'I propose to put leads on a track now, not later or on a condition. Nothing has been proposed.',
    };
  if (found.others.length > 0)
    return askWhichTrack(vocabulary.tracks, {
      fitting: [found.best, ...found.others],
      after: 'Nothing has been proposed yet.',
    });
  const known = new Set(tellingWords(`${found.best.title} ${found.best.id}`));
  const leftover = tellingWords(place).filter((word) => !plainWords.has(word) && !known.has(word));
  if (leftover.length > 0)
    return { say: `I do not know what ${quoted(leftover)} means there. Nothing has been proposed.` };
  const leads = names.map((name) => readLead(name, history));
  const named = leads.flatMap((lead) => ('lead' in lead ? [lead.lead] : []));
  if (named.length < leads.length)
    return { say: 'I do not know which lead you mean; give an email address or a whole name.' };
  return { calls: [{ name: 'propose_change', input: { enrol: { track: found.best.id, leads: named } } }] };
};
