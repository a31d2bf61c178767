import type { Intent } from '../requests.ts';
import { changeNamed } from '../slots/change.ts';
import { lastChange } from '../turns/remembered.ts';
import { quoted } from '../wording/say.ts';
import { plainWords } from '../words/plain-words.ts';
import type { Utterance } from '../words/utterance.ts';

const polite =
  /^(?:(?:yes|yeah|yep|ok|okay|sure|great|good|fine|perfect|lgtm|looks good(?: to me)?|nice|please|now|then|and|just|can you|could you|will you|,) ?)+/;
const approving =
  /^(?:approve|approved|accept|apply|activate|publish|ship|launch|deploy|confirm|sign off|reject|decline|withdraw|discard)\b(?: (?:it|that|this|them|the change|that change|this change|the proposal|all|all of them|everything|(?:everything |what |all )?that is (?:open|pending|waiting)|the track|the new track|change|[0-9a-f]{1,8}|now|please|for me|on|off|,|live))*$|^(?:go ahead|do it|make it (?:live|so)|go live|put it live|looks good|lgtm|ship it|let it run)(?: (?:please|now|and approve it|,))*$/;
/** `approve every open change on my behalf`, `approve the change about the cap`. */
const approvingSome =
  /^(?:approve|accept|apply|activate|publish|sign off|reject|decline|withdraw)\b.*\b(?:changes?|proposals?)\b/;
const listing =
  /\b(?:list|show|what|which|any|are there|see|view|my|all|recent|latest|pending|open|waiting|proposed|scheduled)\b.*\b(?:changes|proposals|approvals?|waiting|pending|sign off|signoff)\b|^(?:is |are )?(?:there )?(?:anything|something|any) (?:still )?(?:pending|waiting|open|to approve)|^(?:the |pending |open |my )?(?:changes|proposals)$|\bwhat (?:is|needs|are) (?:waiting|pending|approval|to be approved|to approve)\b/;
const showing =
  /\b(?:show|see|describe|explain|open|what (?:does|is|was|would|will)|details?|status|tell me about)\b.*\b(?:change|proposal|it (?:change|do)|diff)\b|\bdiff\b/;
/** Of the change last spoken of. */
const about =
  /^(?:and |so |but |ok )*(?:who (?:wrote|made|proposed|filed|suggested|did) (?:it|that|this)\b|how risky\b|what is the risk\b|is (?:it|that|this) (?:risky|dangerous)\b|what (?:does|would|will) (?:it|that|this) (?:do|change|mean)\b|who (?:would|will) (?:it|that) (?:affect|touch)\b)/;

/** Lists, shows, and says where to approve. Never approves: no tool can. */
export const changes: Intent = (utterance, { history }) => {
  const { text, raw } = utterance;
  const id = /\b(?=[0-9a-f-]*\d)[0-9a-f]{4,8}(?:-[0-9a-f-]{4,27})?\b/i.exec(raw)?.[0].toLowerCase();
  const last = lastChange(history);
  const asksOfLast = last !== undefined && about.test(text) && !/\b(?:lead|track|score|halt\w*)\b/.test(text);
  if (approving.test(text.replace(polite, '').replace(/(?: ,)+$/, ''))) {
    if (id) return { calls: [{ name: 'show_changes', input: { id } }], notes: [cannotApprove] };
    if (last) return { calls: [{ name: 'show_changes', input: { id: last.id } }], notes: [cannotApprove] };
    return { calls: [{ name: 'show_changes', input: { status: 'proposed' } }], notes: [cannotApprove] };
  }
  if (approvingSome.test(text.replace(polite, '')))
    return {
      calls: [{ name: 'show_changes', input: id ? { id } : { status: 'proposed' } }],
      notes: [cannotApprove],
      unread: [],
    };
  const asked = aboutChanges(utterance.fresh());
  if (asked !== undefined) {
    const named = changeNamed.exec(raw)?.[1]?.toLowerCase() ?? (/\bdiff\b/.test(text) ? id : undefined);
    const meant = named ?? (asked.approving && last ? last.id : undefined);
    const input = meant ? { id: meant } : asked.status ? { status: asked.status } : {};
    if (named || asked.unread.length === 0 || !listing.test(text))
      return {
        calls: [{ name: 'show_changes', input }],
        ...(asked.approving && { notes: [cannotApprove] }),
        ...(!named &&
          asked.unread.length > 0 && {
            notes: [`I do not look for changes by ${quoted(asked.unread)}.`],
            unread: asked.unread,
          }),
      };
  }
  if (listing.test(text) && !/\bhow much\b|\b(?:worth|value|sum)\b/.test(text)) {
    const open = /\b(?:pending|open|waiting|proposed|approve|approval|approvals|unapproved)\b/.test(text);
    const settled = /\b(applied|scheduled|rejected|stale|expired)\b/.exec(text)?.[1];
    const status = settled ?? (open ? 'proposed' : undefined);
    return { calls: [{ name: 'show_changes', input: status ? { status } : {} }] };
  }
  if (showing.test(text) || asksOfLast) {
    const wanted = id ?? last?.id;
    if (wanted) return { calls: [{ name: 'show_changes', input: { id: wanted } }] };
    // Without a change to mean, “what does it do” asks about something else.
    if (!/\b(?:change|proposal|diff)\b/.test(text)) return undefined;
    return { calls: [{ name: 'show_changes', input: {} }] };
  }
  return undefined;
};

const statuses: readonly (readonly [RegExp, string])[] = [
  [/\b(?:rejected|declined|turned down|refused)\b/, 'rejected'],
  [/\bscheduled\b/, 'scheduled'],
  [/\bstale\b/, 'stale'],
  [/\bexpired\b/, 'expired'],
  [
    /\b(?:pending|open|waiting|awaiting|outstanding|unapproved|queue|(?:not|nobody|no one|none of us)(?: has| have)? (?:been |yet )?(?:approved|signed off|decided)|haven't|to approve|to sign off|needs?|approvals?|sign off|undecided)\b/,
    'proposed',
  ],
  [/\b(?:applied|(?:got|been|were|was|already) approved|approved changes|gone live|went live)\b/, 'applied'],
];
const subject =
  /\b(?:changes?|changed|proposals?|proposed?|approvals?|approv(?:e|es|ed|ing)|sign off|awaiting|rejected|expired|outstanding|suggest(?:s|ed|ions?)|change requests?|undecided|decided? (?:on|about|yet)|waiting (?:for|on) (?:(?:a|an|the|my|our|your|me|us|somebody|someone|anybody|[a-z]+) ){1,2}?(?:yes|ok|okay|decision|go|nod|signature|answer|verdict))\b/;
const asking =
  /^(?:(?:and|so|ok|hey|hi|please|can you|could you|,) )*(?:what|which|who|whose|where|when|how|why|is|are|has|have|did|does|do|any|anything|anyone|list|show|see|recent|latest|last|open|pending|change (?:history|log)|changes|proposals|rejected|outstanding|tell me|give me)\b/;
/** Of something else: what a change of something would do, and what figures did. */
const elsewhere =
  /\bhow much\b|\b(?:worth|value)\b|\b(?:leads?|contacts?|scores?|points?|tracks?|segments?|emails?|e mails?|subject|wait|rates?|opens?|clicks?|revenue|pipeline|content|library|experiments?|if|would|since|between|version|halt\w*|paus\w*|comments?)\b/;
const words: ReadonlySet<string> = new Set([
  ...plainWords,
  ...'change changes changed proposal proposals proposed propose proposes approval approvals approve approves approved approving approver approvers sign signed off pending open waiting waits await awaiting outstanding unapproved undecided queue review reviewed reject rejected declined turned refused apply applied scheduled stale expired history log recent recently latest last lately list status state risk risky risks made wrote filed file somebody program live went nobody none yet us suggestion suggestions suggest suggested request requests decide decided decision yes nod signature answer verdict waiting needs need stuff far case diff details'.split(
    ' ',
  ),
]);

/** A question about changes in any words: which are meant, and what of it was not understood. */
function aboutChanges(
  utterance: Utterance,
): { status?: string; approving: boolean; unread: string[] } | undefined {
  const { text } = utterance;
  if (!asking.test(text) || !subject.test(text) || elsewhere.test(text)) return undefined;
  utterance.take(/\b(?:change|proposal) \d[\da-f ]*(?= |$)|\b[\da-f]+ (?:[\da-f]+ )*(?=,|$)/);
  const unread = utterance.rest(words);
  if (unread.length > 1) return undefined;
  const approving = /\b(?:where|how|who)\b.*\b(?:approve|sign off|approves)\b/.test(text);
  const status =
    statuses.find(([pattern]) => pattern.test(text))?.[1] ?? (approving ? 'proposed' : undefined);
  return { ...(status && { status }), approving, unread };
}

/** Begins the note that answers render an approval question by. */
export const cannotApprove =
  'I cannot approve or reject; a person does that, signed in, on the page of the change.';
