/** A word of a person's own and what they mean by it. */
export interface Definition {
  /** As said: `big fish`. */
  term: string;
  /** As said: `enterprise leads with a score above 70`. */
  meaning: string;
}

const shapes = [
  /^(?:by|with|when (?:i|we) (?:say|write|talk about|ask for|ask about)) +(.{1,80}?),? +(?:i|we) (?:always )?mean +(.+)$/is,
  /^(.{1,60}?) +(?:means?|stands? for|is short for) +(.+)$/is,
  /^(.{1,60}?) +are +(.+)$/is,
  /^(.{1,60}?) *(?:=|:| is| are called) *((?=.*(?:\bleads?\b|\bcontacts?\b|\bpeople\b|\bscores?\b|[<>])).+)$/is,
];

/** What a note defines; undefined when it has not the form of a definition. Whether leads can be counted by it is not asked. */
export function definitionIn(note: string): Definition | undefined {
  for (const shape of shapes) {
    const [, term, meaning] = shape.exec(note.trim()) ?? [];
    if (term === undefined || meaning === undefined) continue;
    const found = { term: bare(term), meaning: bare(meaning) };
    if (found.term !== '' && found.meaning !== '') return found;
  }
  return undefined;
}

/** Without quotes around it, an article before it, or a full stop after it. */
function bare(text: string): string {
  return text
    .replace(/["“”]/g, '')
    .replace(/^(?:the|an?|our|my) +/i, '')
    .replace(/[ .,;!]+$/, '')
    .trim();
}
