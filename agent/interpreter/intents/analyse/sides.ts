const versus =
  'vs|versus|(?:as )?compared? (?:it )?(?:with|to)|against|(?:up |stacked |stack(?:s)? )+against|or(?= enterprise| smb)|next to|alongside|opposed to|relative to|in comparison (?:to|with)|(?:better|worse|faster|slower|more often|ahead|higher|lower) (?:than|of)|outperform(?:s|ed|ing)?|beat(?:s|ing)?';
const facing = new RegExp(`\\b(?:${versus})\\b`);
/** Words that hold two things against each other, and say no more. */
const holding =
  /\b(?:side by side|head to head|next to each other|beside each other|against (?:each other|one another)|(?:stack|measure|line|match)(?:s|ed)? up|in (?:direct )?comparison|comparison (?:of|between)|(?:the )?differences? (?:between|in|of)|comparing|contrast(?:ing)?|compare(?:d)?|benchmark|pit|how (?:does|do|did)|between)\b/g;
const held =
  /\b(?:compare|comparison|comparing|contrast(?:ing)?|side by side|head to head|(?:next to|beside|against) (?:each other|one another)|(?:stack|measure|line|match)(?:s|ed)? up|differences?|benchmark|pit)\b/;
const putting =
  /^(?:(?:please|could|can|would|will|you|i want to|let us|and|now|,|put|place|set|hold|line|stack|show|see|give|me|us) )+/;

/** `SMB or enterprise, which does better?` */
const which =
  /\b(?:and |so )?which (?:one |of (?:them|the two) )?(?:does|do|did|is|was|are|performs?|performed|works?|worked|converts?|converted)(?: (?:doing|performing|working|converting))? (?:better|best|worse|ahead)\b/;

/**
 * `compare SMB and enterprise`, `put healthcare and fintech side by side`, `how does SMB stack up against enterprise`:
 * the two with “vs” between them; undefined where nothing is held against something.
 */
export function besideEachOther(text: string): string | undefined {
  const apart = held.test(text) || which.test(text);
  if (!apart && !facing.test(text)) return undefined;
  const bare = text
    .replace(putting, '')
    .replace(new RegExp(`\\b(?:${versus})(?! (?:each|one))\\b`, 'g'), ' vs ');
  const sides = apart ? bare.replace(holding, ' ').replace(which, ' ').replace(/ or /, ' vs ') : bare;
  const parted = / vs /.test(sides) ? sides : sides.replace(/ (?:and|with|to) /, ' vs ');
  return / vs /.test(parted) ? parted.replace(/ {2,}/g, ' ').trim() : undefined;
}
