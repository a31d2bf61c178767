const limiting =
  /\b(?:not|never|only|except|unless|if|until|till|but|when|once|before|after|other than|apart|instead|rather|without|nobody|no one|just|whoever|who|excluding|same|either|or|nor|than|as soon as|to \d|by \d|on day|day \d)\b/;
const asserting =
  /\b(?:is|are|was|were|has|have|had|needs?|feels?|seems?|looks?|wants?|comes?|takes?|gets?|got|complain(?:s|ed)?|says?|said|keeps?|kept|does|do|did|makes?|made|works?|sounds?|loses?|lost|read|opens?|arrives?|performs?|went|told|asked|found|hates?|love|confuses?|drags?|annoys?|cannot|can)\b/;
/** `because they never read it`, `so that sales can call`. */
const reasons =
  /(?: ,)? \b(?:because|since (?=they|it|we|nobody|people|leads|our|the|sales|that|there)|as (?=they|it|we|nobody|people|our|sales|there)\b|so that|so (?=they|we|people|leads|sales|it) |in order (?:to|that)|due to|given (?:that|how)|now that|to give (?:them|people|leads|sales) (?:more )?(?:time|room|air)|for (?:better|more) (?:effect|impact|clarity))\b[^,]*/g;
/** `and everything else stays as it is`. */
const unchanged =
  /(?: ,)?(?: and| but)? (?:(?:keep|leave) )?(?:(?:all|everything|anything) (?:the )?(?:else|other things?)|the (?:rest|others?|other \w+)|all (?:the )?(?:others?|rest)|otherwise (?:everything|all|nothing|it))(?: (?:about|of|in|on|with) (?:it|the \w+|that))?(?: (?:can|should|shall|may|must|will))?(?: (?:stays?|remains?|keeps?|is|are|be|changes|as|to))*(?: (?:the same|unchanged|untouched|as (?:it|they|is|are|before|now)(?: (?:is|are|was|were))?|the way (?:it|they) (?:is|are)|alone|it is|they are))?(?= ,|$)/g;
const nothingElse =
  /(?: ,)?(?: and| but)? (?:nothing|no ?thing|not anything) (?:else|more|other)(?: changes)?(?= ,|$)/g;

/**
 * A normalised text without what only says why: reasons, and sentences that tell of how things are and hold nothing that
 * could be a limit. `matters`: a clause of which this holds stays.
 */
export function withoutContext(text: string, matters: (clause: string) => boolean): string {
  const plain = text.replace(unchanged, ' ').replace(nothingElse, ' ');
  const argued = plain.replace(reasons, (reason) =>
    matters(reason) || limiting.test(reason.replace(/\bso that\b/, '').replace(/^.*?because/, ''))
      ? reason
      : ' ',
  );
  const clauses = argued.split(' , ');
  if (clauses.length < 2) return argued.trim();
  return clauses
    .filter(
      (clause) => matters(clause) || limiting.test(clause) || !asserting.test(clause) || /\d/.test(clause),
    )
    .join(' , ')
    .trim();
}
