import type { Intent, Plan } from '../requests.ts';
import {
  changeNamedIn,
  changeNoun,
  changePointed,
  type MeantChange,
  spokeOfChange,
} from '../slots/change-named.ts';
import { moodOf } from '../words/mood.ts';
import { cannotApprove } from './changes.ts';
import { wishesFor } from './edit/frames/mood.ts';

/** What only a person does, signed in. */
const settle =
  'approve|accept|sign(?: (?:it|that|this))? off(?: on)?|sign|green ?light|greenlight|wave (?:\\S+ )*through|let (?:\\S+ )*(?:through|go live|live|take effect)|reject|decline|withdraw|discard|throw (?:\\S+ )*(?:out|away)|turn (?:\\S+ )*down|veto|dismiss|merge|apply|activate|publish|ok|okay|bless|confirm|refuse|kill|scrap|bin|drop|cancel|delete|remove|get rid of|take back|(?:put|bring|get|set) (?:\\S+ )*(?:live|through|in(?:to)? (?:force|effect))|make (?:\\S+ )*live|push (?:\\S+ )*(?:live|through)|give (?:\\S+ )*(?:the )?(?:go ahead|green light|thumbs up|ok|blessing)';
/** Verbs that settle changes and nothing else. */
const settlesOnly =
  /\b(?:approve|sign(?: (?:it|that|this))? off|green ?light|reject|decline|veto|withdraw|accept|turn (?:\S+ )*down|throw (?:\S+ )*out|activate|(?:put|bring|get|let|make|set) (?:\S+ )*(?:in(?:to)? force|live|active|into effect))\b/;
const commented =
  /\b(?:comment(?:s|ed|ing)?|remarks?|remarked|feedback|discussions?|discussed|notes?|opinions?|objections?|concerns?|reactions?|questions?|(?:did|has|have|does|do|what) .*\b(?:sa(?:id|y|ys)|wr(?:o|i)te|written|think|thinks|answer(?:ed)?|replied|reply))\b/;
const writing =
  /\b(?:add|leave|write|make|post|put|drop|attach)\b (?:\S+ ){0,3}(?:notes?|comments?|remarks?)\b|^(?:please |, )*comment\b/;
const detail =
  /\b(?:risk|risks|risky|dangerous|safe|differ|different|difference|differences|diff|consequences?|effects?|affects?|affected|touch(?:es|ed)?|impact|impacts|concerns?|details?|detail|explain|exactly|mean|means|status|state|standing|inside|contents?|about|propose[sd]?|who|whose|author|when|since|filed|wrote|made|why|more|look|see|show|open|view|describe|what|how)\b/;
/** Of it, after it was shown. */
const goesOn =
  /\b(?:risk|risky|dangerous|safe|differ\w*|diff|consequences?|affect\w*|touch(?:es|ed)?|impact|who (?:filed|wrote|made|proposed|did|suggested|asked|put|brought|came|started|initiated|is behind|must|may|can|has|have|needs?|is (?:allowed|supposed|to))|when (?:was|did|were)|until (?:when|what)|by when|how long|deadline|approv\w*|agree\w*|decid\w*|valid|laps\w*|expir\w*|comment\w*|remarks?|feedback|discussions?|details?|tell me more|more about|explain|what (?:does|would|will|exactly)|how many (?:leads|people|contacts|e ?mails?|mails|messages|tasks|tracks|accounts)\b.*\b(?:it|that|this)|sav(?:e|es|ed)|how many leads|effects?)\b/;
const lists =
  /\b(?:changes|proposals|all|any|list|anything|everything|which|how many (?:changes|proposals))\b/;
/** Of figures, of what a change would do to one lead, or of what is no change of the program. */
const elsewhere =
  /@|\b(?:sen[dt]|sends|got|received?|gets?) (?:\w+ ){0,3}proposals?\b|\bproposals? (?:\w+ ){0,2}(?:sent|went)\b|\b(?:how much|worth|value|sum|money|revenue|pipeline)\b.*\bproposals?\b|\bproposals?\b.*\b(?:worth|value)\b|\bwhat (?:would|will) (?!(?:it|this|that|they|we|you)\b)(?:\S+ ){1,3}(?:get|receive|hear|see)\b|\b(?:rates?|revenue|pipeline|percent|simulate|ahead|roll ?back|roll|revert|undo|version|experiments?|how (?:often|well))\b|\b(?:file|submit|draw|draft|write|put|make|prepare) (?:\S+ ){0,3}(?:as|up|into) (?:\S+ ){0,2}(?:proposal|change)\b/;
/** What would be, or would have been, with it. */
const supposed =
  /\b(?:would|if|under|with|could|(?:does|will|it) cost|costs? (?:us|me)|without|suppose|assuming|proposed|suggested|planned|pending|effects?|impact|consequences?)\b|(?:^|, )(?:and |so )?(?:were|had) (?:it|this|that|we|the)\b|\b(?:it|that|this|the (?:\S+ )?(?:cap|limit|rule|maximum)) (?:were|had)\b/;
const figures =
  /\b(?:how (?:many|much)|e ?mails?|volume|mqls?|sqls?|leads?|effects?|impact|consequences?|fewer|less|more|happen(?:ed|s)?|change[sd]?|cost|lose|lost|do to|mean)\b/;
/** `Aino’s question on the cap`. */
const remarkOf =
  /\b\p{L}+['’]?s (?:questions?|remarks?|comments?|objections?|concerns?|notes?|opinion|feedback)\b/iu;
const filing =
  /\b(?:suggest(?:s|ed)?|propos(?:e|es|ed)|file[sd]?|submit(?:s|ted)?|ask(?:s|ed)? for|wants? to (?:change|introduce|do))\b/;

/** `how risky is Mara’s proposal?`, `has anybody commented on the one about the cap?`, `reject the two emails a week thing`. */
export const oneChange: Intent = ({ text, raw }, world) => {
  if (elsewhere.test(text)) return undefined;
  const noun = changeNoun.test(text);
  const named = changeNamedIn(text, raw, world);
  if (!noun && /\b(?:take|give|deduct|award|add)\b.*\b\d+ points?\b/.test(text)) return undefined;
  const settles = wishesToSettle(text, raw);
  const after =
    spokeOfChange(world.history) &&
    /\b(?:it|that|this|them|one)\b|^\S+(?: \S+){0,4}$/.test(text.replace(/ ,/g, ''));
  const sure = noun || (named !== undefined && named.shared >= 3 && settlesOnly.test(text));
  if (settles && (sure || (named && named.shared >= 2 && settlesOnly.test(text))))
    return show(named ?? (/\bchanges|proposals\b/.test(text) ? undefined : changePointed(world)), [
      cannotApprove,
    ]);
  if (moodOf(text, raw, commands) === 'wish') return undefined;
  const comments = commented.test(text) && !writing.test(text);
  const meant = named && (noun || named.shared >= 3) ? named : undefined;
  const wished = wishesFor(text, raw);
  const pending =
    named && /\b(?:proposed|suggested|planned|pending) (?:\S+ )?(?:cap|limit|rule|maximum)\b/.test(text);
  const asksEffect =
    supposed.test(text) && figures.test(text) && !/^(?:\S+ )?(?:can|could|would) (?:you|we)\b/.test(text);
  if (
    named &&
    (named.shared >= 2 || pending) &&
    named.shared < 9 &&
    !noun &&
    asksEffect &&
    (pending || !wished)
  )
    return show(named);
  if (/\bif\b/.test(text) && !(named && noun)) return undefined;
  const filed = filing.test(text) && /^(?:and |so )?what\b/.test(text);
  const asksOf =
    /\b(?:changes?|proposals?|approve|approval|sign)\b/.test(text) && !lists.test(text) && !wished;
  if (named?.byAuthor && (filed || asksOf)) return show(named);
  if (comments && (noun || after || (named && remarkOf.test(raw)))) {
    const about = meant ?? changePointed(world) ?? named;
    return about && show(about, ['Where no comments stand above, nobody has commented on it.']);
  }
  if (writing.test(text)) return undefined;
  const asNoun =
    noun ||
    (meant !== undefined &&
      meant.shared < 9 &&
      /\b(?:change|proposal|limit|cap|rule|idea)\b/.test(text) &&
      !wished);
  if (asNoun && meant && detail.test(text) && !(lists.test(text) && meant.shared < 2)) return show(meant);
  if (noun && !lists.test(text) && /\b(?:open|pending|waiting|proposed|unapproved|proposal)\b/.test(text)) {
    const pointed = changePointed(world);
    return pointed && show(pointed);
  }
  const settlesIt =
    /\bapprov\w*|\bdecid\w*|\bagree/.test(text) && !/\?|^(?:who|when|until|by|how|can)\b/i.test(raw);
  return after && goesOn.test(text) && !settlesIt && !/\b(?:tracks?|segments?|lead score)\b/.test(text)
    ? show(changePointed(world))
    : undefined;
};

const commands =
  'set|make|move|raise|lower|give|send|halt|pause|stop|resume|enroll?|build|create|draft|write|simulate|add|put|remove|delete|cap|limit|change|replace|rename|copy';

/** In one of its clauses, with nothing asked or denied in it. */
function wishesToSettle(text: string, raw: string): boolean {
  if (
    new RegExp(
      `\\bnot (?:\\S+ )?(?:${settle})\\b|\\bhow (?:do|can|should)\\b|\\bwho (?:can|may|must|has)\\b|\\bwhere\\b`,
    ).test(text)
  )
    return false;
  return text
    .split(/ , | - | (?=and )/)
    .some((clause) => moodOf(clause.replace(/^(?:and|so|but) /, ''), raw, settle) === 'wish');
}

function show(meant: MeantChange | undefined, notes: string[] = []): Plan {
  const input = meant ? { id: meant.id } : { status: 'proposed' };
  return { calls: [{ name: 'show_changes', input }], ...(notes.length > 0 && { notes }) };
}
