import type { Intent } from '../requests.ts';
import { lastChange } from '../turns/remembered.ts';

const polite =
  /^(?:(?:yes|yeah|yep|ok|okay|sure|great|good|fine|perfect|please|now|then|and|just|can you|could you|will you|,) ?)+/;
const approving =
  /^(?:approve|approved|accept|apply|activate|publish|ship|launch|deploy|confirm|sign off|reject|decline|withdraw|discard)\b(?: (?:it|that|this|them|the change|that change|this change|the proposal|all|all of them|everything|the track|the new track|change|[0-9a-f]{1,8}|now|please|for me|on|off|,|live))*$|^(?:go ahead|do it|make it (?:live|so)|go live|put it live|looks good|lgtm|ship it|let it run)(?: (?:please|now|and approve it|,))*$/;
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
  if (listing.test(text)) {
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

/** Begins the note that answers render an approval question by. */
export const cannotApprove =
  'I cannot approve or reject; a person does that, signed in, on the page of the change.';
