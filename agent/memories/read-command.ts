/** What a person wants done with what is remembered of them. */
export type MemoryCommand =
  | {
      do: 'remember';
      /** What to keep, in the person's words. */
      text: string;
      /** What was asked besides, in the sentences after it; empty when nothing was. */
      rest: string;
    }
  | { do: 'list' }
  | { do: 'forget'; numbers: number[] | 'all' };

const opener = '^(?:(?:please|ok|okay|hi|hey|hello|so|and|also|trellis|from now on)[,:]? +)*';
const end = '[ .!]*$';
const notes = '(?:notes?|memor(?:y|ies))';

const remember = new RegExp(
  `${opener}(?:remember|keep in mind|do ?n[o']t forget|do not forget|make a note)(?: that|:|,)? +(?:that +)?(.+)$`,
  'is',
);
/** A word and what it stands for, said as a definition: kept without “remember”. */
const define = new RegExp(
  `${opener}((?:by|with|when (?:i|we) (?:say|write|talk about|ask for|ask about)) +.{1,80}?,? +(?:i|we) (?:always )?mean +.+)$`,
  'is',
);
const list = new RegExp(
  `${opener}(?:(?:and )?(?:what|which things|which notes) (?:(?:all )?(?:do|did|can|have) you (?:still |all )?(?:remember(?:ed)?|keep in mind|kept(?: in mind)?|noted|stored))(?: (?:about|of|for) (?:me|us))?|what (?:do you know about me|have i (?:told|asked) you to remember)|(?:show|list|give|read)(?: me)?(?: all)?(?: (?:my|your|the|of my|of your))? ${notes}(?: (?:about|of|for) me)?|what are (?:my|your) ${notes}|(?:my )?${notes})[ ?.!]*$`,
  'i',
);
const numbers = '(?:(?:no\\.?|number|nr\\.?|#) ?)?(\\d{1,4}(?:(?:,| and|, and)? +#?\\d{1,4})*)';
const forget = new RegExp(
  `${opener}(?:(?:forget|unlearn)(?: (?:about|my|your|the))?(?: ${notes})?|(?:delete|remove|drop)(?: (?:my|your|the))? ${notes}) +${numbers}${end}`,
  'i',
);
const forgetAll = new RegExp(
  `${opener}(?:forget (?:everything|all)(?: (?:of it|of them|(?:that )?you (?:know|remember)(?: (?:about|of) me)?|about me|i (?:told|have told) you))?|(?:forget|delete|remove|drop) (?:all|all of|everything in)(?: (?:of )?(?:my|your|the))? ${notes}(?: (?:about|of) me)?)${end}`,
  'i',
);

/** How a sentence begins that asks or wishes by itself. */
const asks =
  /^(?:(?:please|now|then|so|and|also|can you|could you)[,]? +)*(?:how|what|which|who|why|where|when|show|list|find|search|count|give|tell|explain|compare|report|build|create|make|draft|propose|plan|add|move|remove|put|raise|lower|halt|stop|pause|resume|simulate|send|recommend)\b/i;

/**
 * Reads a message of a person as a command about what is remembered; undefined when it is none. By code alone, before any
 * model or tool has run: nothing that was read can have a part in it. A question never keeps anything.
 */
export function readMemoryCommand(message: string): MemoryCommand | undefined {
  const text = message.trim().replace(/[’‘`]/g, "'");
  if (list.test(text)) return { do: 'list' };
  if (forgetAll.test(text)) return { do: 'forget', numbers: 'all' };
  const [, said] = forget.exec(text) ?? [];
  if (said) return { do: 'forget', numbers: (said.match(/\d+/g) ?? []).map(Number) };
  const kept = remember.exec(text)?.[1] ?? define.exec(text)?.[1];
  if (kept === undefined) return undefined;
  const { note, rest } = split(kept);
  return note === '' || note.endsWith('?') ? undefined : { do: 'remember', text: note, rest };
}

/** The sentences up to the first that asks or wishes by itself, and those from there on. */
function split(text: string): { note: string; rest: string } {
  const sentences = text.split(/(?<=[.!?;])\s+|\n+/);
  const at = sentences.findIndex(
    (sentence, index) => index > 0 && (sentence.trim().endsWith('?') || asks.test(sentence)),
  );
  const note = (at < 0 ? sentences : sentences.slice(0, at)).join(' ');
  return {
    note: note
      .replace(/\s+/g, ' ')
      .replace(/[ .;!,]+$/, '')
      .trim(),
    rest: at < 0 ? '' : sentences.slice(at).join(' ').trim(),
  };
}
