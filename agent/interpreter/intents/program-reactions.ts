import type { LiveVocabulary } from '../../vocabulary.ts';
import type { Intent, Plan, World } from '../requests.ts';
import { takeEvents } from '../slots/events.ts';
import { leadInText } from '../slots/lead-in-text.ts';
import { lastTrack } from '../turns/remembered.ts';
import type { Utterance } from '../words/utterance.ts';
import { wishesFor } from './edit/frames/mood.ts';
import { trackNamedIn } from './edit/frames/track-named.ts';

const ask = (part: 'triggers' | 'scoring' | 'tracks'): Plan => ({
  calls: [{ name: 'show_program', input: { parts: [part] } }],
  unread: [],
});

const team =
  /\b(?:sales(?:people|person|man|woman)?|reps?|owners?|account (?:executives?|managers?)|sdrs?|bdrs?|aes?|the team|colleagues?|anyone|anybody|somebody|someone|who|we|us|tasks?|to ?dos?|alerts?|notifications?|notices?|pings?|webhooks?)\b/;
const acting =
  /\b(?:react\w*|respon[ds]\w*|reach(?:es|ed)? out|reach|call(?:s|ed|ing)?|phone|ring|contact(?:s|ed)?|follow(?:s|ed)? up|get(?:s)? (?:back|in touch)|in touch|act|tasks?|to ?dos?|deadlines?|due|alert\w*|notif\w+|pinged?|pings?|told|informed|tell|reply|answer|look after|deal with|supposed to do|have to do|has to do|must do|webhooks?)\b/;
const asking =
  /\b(?:how (?:fast|soon|quickly|quick|long|much time|urgent\w*)|(?:within|in) (?:what|which|how)|(?:by|until|till) when|when (?:must|should|shall|does|do|is|are|has|have)|what (?:must|should|shall|does|do|is|are|has|have|happens)|who (?:gets?|is|must|should|has|will|does)|which|deadline|due|does|do|is|are|how)\b/;
/** What did happen, or what figures say. */
const past =
  /\b(?:did|was|were|average|usually|typically|actually|last (?:week|month|quarter|year|\d+)|so far|lately|rates?|percent|convert\w*|leads? (?:who|that|with|in|by|from)|which leads|how many|next|experiments?|tests?|should (?:i|we)|i should|could we|better)\b|@/;

/** `within what time must sales react to a visit of the pricing page?`: what a trigger asks of people, and by when. */
export const programReactions: Intent = (utterance, world) => {
  const { vocabulary } = world;
  const { text, raw } = utterance;
  const comesAgain = returning(utterance, world);
  if (comesAgain) return comesAgain;
  if (
    wishesFor(text, raw) &&
    !/^(?:so |and )?(?:what|who|how|when|which|within|in what|by when)\b/.test(text)
  )
    return undefined;
  return fading(text) ?? beyond(text, vocabulary) ?? largest(text) ?? reaction();

  function reaction(): Plan | undefined {
    if (past.test(text) || !asking.test(text) || !team.test(text) || !acting.test(text)) return undefined;
    const happens =
      takeEvents(utterance, vocabulary).filter(({ is }) => is !== '=').length > 0 ||
      /\b(?:deals?|proposals?|sqls?|mqls?|opportunit(?:y|ies)|hand ?(?:off|over)s?)\b/.test(text);
    const told = /\b(?:when|once|after|whenever|if|upon|as soon as|on|to|about|for|from|with|of|case)\b/.test(
      text,
    );
    return happens && told ? ask('triggers') : undefined;
  }
};

/** `do points decay?`, `what costs a lead points`. */
function fading(text: string): Plan | undefined {
  const fades =
    /\b(?:decay\w*|fades?|fading|expire[sd]?|wears? off|half ?life|go(?:es)? down|drops?|shrinks?|loses?|lost|costs?|deduct\w*|subtract\w*|negative|minus|age|ages)\b/;
  const points = /\b(?:points?|scores?|scoring)\b/;
  const asks = /^(?:(?:so|and|ok|hey|,) )*(?:do|does|is|are|how|what|when|which|after (?:how|what)|why)\b/;
  const someones =
    /\b(?:leads? (?:who|that|with|in)|which leads|how many|did|was|were|has|have|his|her|their|if|should|would|could|e ?mails?|rates?)\b|@/;
  return fades.test(text) && points.test(text) && asks.test(text) && !someones.test(text)
    ? ask('scoring')
    : undefined;
}

/** `where do leads go after the SMB fast track?` */
function beyond(text: string, vocabulary: LiveVocabulary): Plan | undefined {
  const follows =
    /\b(?:where (?:do|does|will|are) (?:the )?(?:leads?|people|they|somebody|someone|contacts?|one) (?:go|move|land|end up|sent|come)|what (?:comes|happens|follows|is) (?:next )?(?:after|behind)|which track (?:comes|follows|is) (?:next )?(?:after|behind)?)\b/;
  if (!follows.test(text) || /\be ?mails?\b|\bstep\b/.test(text)) return undefined;
  const named = trackNamedIn(text, vocabulary);
  const track = named?.tracks.length === 1 ? named.tracks[0]?.id : undefined;
  return track === undefined
    ? undefined
    : { calls: [{ name: 'show_program', input: { track } }], unread: [] };
}

/** `can someone go through it twice?`, of a track that is named or was spoken of. */
function returning(utterance: Utterance, world: World): Plan | undefined {
  const { text, raw } = utterance;
  const again =
    /\b(?:twice|again|more than once|a second time|several times|re ?enter|re ?entry|come back|repeat(?:ed|edly)?)\b/;
  const passing =
    /\b(?:go|goes|get|gets|enter|enters|join|joins|run|runs|pass|passes|come|comes|be|do|does|take|receive|re ?enter|re ?entry|through)\b/;
  const asks =
    /^(?:(?:so|and|but|ok|,) )*(?:can|could|may|do|does|is|are|will|would|how (?:often|soon|many times)|when|who)\b/;
  if (!again.test(text) || !passing.test(text) || !asks.test(text)) return undefined;
  if (/\b(?:halt\w*|paus\w*|stop\w*|resum\w*|send|sending|sent|run again|e ?mails?|you|we)\b/.test(text))
    return undefined;
  if (leadInText(utterance, { ...world, history: [] })) return undefined;
  const named = trackNamedIn(text, world.vocabulary);
  const pointed = /\b(?:it|that|this|the track)\b/.test(text) ? lastTrack(world.history) : undefined;
  const track = named?.tracks.length === 1 ? named.tracks[0]?.id : named ? undefined : pointed;
  return track === undefined || !/\?|^(?:can|how|do)/i.test(raw)
    ? undefined
    : { calls: [{ name: 'show_program', input: { track } }], unread: [] };
}

/** `which track has the most emails?` */
function largest(text: string): Plan | undefined {
  return /\b(?:which|what) (?:of (?:our|the) )?tracks?\b.*\b(?:most|fewest|least|longest|shortest|more than|how many)\b/.test(
    text,
  ) &&
    /\b(?:e ?mails?|steps?|days|weeks|long|longest|shortest)\b/.test(text) &&
    !/\b(?:opens?|clicks?|opened|clicked|rates?|replies|leads|people|sent|best|worst|bounces?|unsubscri\w+|last|this)\b/.test(
      text,
    )
    ? ask('tracks')
    : undefined;
}
