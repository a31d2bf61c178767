import type { Intent } from '../requests.ts';
import { wishesFor } from './edit/frames/mood.ts';

const past =
  /\b(?:history|change ?log|log of changes)\b|\bwhat (?:has|have|was|were) (?:been )?changed\b.*\bsince\b|\bwhat (?:did|has|have) (?:we|they|somebody|someone|people|anybody|the team) change[sd]?\b/;
const ofProgram = /\b(?:program(?:me)?|version|set ?up|configuration|rules|settings)\b/;
const ofVersion =
  /\bversions?\b.*\b(?:changed?|different|differ\w*|approved?|made|came|come|applied|put|since|new|brought|introduced?|history|live|force)\b|\b(?:approved?|made|applied|changed?|differen\w+|new|put|introduced?|when|who|history|earlier|past|previous|old)\b.*\bversions?\b/;
/** Of what is no change of the program. */
const elsewhere =
  /@|\b(?:leads?|scores?|rates?|opens?|clicks?|emails? \d|experiments?|arms?|variants?|item|content|library|simulate|revenue|pipeline|current(?:ly)?|segments?|tracks?|back|which version (?:is|are)|what version (?:is|are)|in force now|audit)\b/;

/** `what did version 2 change`, `history of the program`: the changes that were put in force. */
export const programHistory: Intent = ({ text, raw }) => {
  if (elsewhere.test(text) || (wishesFor(text, raw) && !/\bhistory|log\b/.test(text))) return undefined;
  const version = ofVersion.test(text);
  if (!version && !(past.test(text) && (ofProgram.test(text) || /\bchanged\b.*\bsince\b/.test(text))))
    return undefined;
  return {
    calls: [{ name: 'show_changes', input: version ? { status: 'applied' } : {} }],
    ...(version && { notes: ['A version that was loaded from a program file stands in no change.'] }),
    unread: [],
  };
};
