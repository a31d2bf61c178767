import type { LiveVocabulary } from '../../vocabulary.ts';
import { trackNamedIn } from '../intents/edit/frames/track-named.ts';
import { createUtterance } from '../words/utterance.ts';

const opening = '(?:(?:please|no|hey|hi|ok|okay|well|actually|sorry|oh|hold on|wait|careful),? )*';
const declining = new RegExp(
  `^\\s*${opening}(?:(?:do not|don['’]?t|dont|no need to|not asking(?: you)? to|i['’]?(?: a)?m not asking(?: you)? to|i (?:do not|don['’]?t) want(?: you)? to|you (?:need not|needn['’]t|don['’]?t (?:need|have) to)|not to|not gonna|we are not|we['’]re not) (?:halt|stop|paus|suspend|freez|chang|touch|mov|remov|delet|send|do|edit|enrol|put|approv|propos|start|resum)\\w*\\b[^.!;?]*?)(?:[.!;]\\s+|\\s+[–—-]\\s+|,\\s+(?=(?:just|only|i just|i only|i merely|all i|but just|simply|rather)\\b)(?:just|but)?:?\\s*)(?<rest>\\S.+)$`,
  'is',
);
const wanting =
  /^(?:(?:just|only|simply|but|rather|instead|all)[,:]? )*(?:i(?:['’]d| would)?(?: (?:only|just|merely|simply|rather|really))* (?:want(?:ed)?|need(?:ed)?|like|love)(?: (?:only|just))* (?:to (?:know|see|find out|understand|learn|check|hear|ask)) (?=(?:how|which|what|who|when|why|where|if|whether)\b)|(?:tell|show) (?:me|us)(?: (?:just|only))? )?/i;
const pointing = /\b(?:it|that one|this one|that track|this track|the track)\b/i;

/**
 * The question of a message that first says what is not to be done (`Don’t pause the SMB fast track yet, I only want to
 * know who is on it`), with the track that was named there in the place of “it”.
 */
export function withoutDeclined(text: string, vocabulary: LiveVocabulary): string | undefined {
  const rest = declining.exec(text)?.groups?.rest;
  if (rest === undefined) return undefined;
  const question = rest.replace(wanting, '').replace(/^:\s*/, '');
  if (
    !/^(?:how|which|what|who|whose|when|why|where|is|are|does|do|did|has|have|list|show|count)\b/i.test(
      question,
    )
  )
    return undefined;
  const named = trackNamedIn(createUtterance(text.slice(0, text.length - rest.length)).text, vocabulary);
  const title = named?.tracks.length === 1 ? named.tracks[0]?.title : undefined;
  return title === undefined ? question : question.replace(pointing, title);
}
