/**
 * Whether a message wishes for something to be done, or only speaks of it. A write follows a wish alone: questions,
 * negations, reports of the past and hypotheses use the same words and must change nothing.
 */
export type Mood = 'wish' | 'question' | 'negation' | 'statement';

const opener =
  '(?:(?:please|kindly|ok|okay|hi|hey|hello|yes|yeah|sure|right|well|so|now|then|and|also|but|no|instead|actually|just|quickly|quick|asap|immediately|urgent|urgently|trellis|team|let us|go ahead and|thanks|thank you|,) )*';
const adverb = '(?:(?:please|kindly|just|also|now|quickly|really|immediately|go ahead and) )*';
const politely = `(?:can|could|will|would) you ${adverb}`;
const wanting = `(?:i|we) ${adverb}(?:(?:want|need|would like|would love|wish|have)(?: you)?(?: all)? to|must) ${adverb}`;

const questioning =
  /^(?:how|what|which|who|whom|whose|why|where|when (?:did|was|were|is|are|do|does|will|have|has|should|can)|is|are|was|were|did|does|do (?!not\b|it\b|that\b|this\b|so\b)\w+|have (?:we|you|i|they|the|our|all|any)|has|had|should|shall|may|might|must|can|could|would|will|any|whether)\b/;
const negated = /\b(?:not|never|no need|without|instead of|avoid|against|cannot|nobody|rather than)\b/;
const revoked = /\b(?:never ?mind|kidding|scratch that|forget (?:it|that)|no wait|wait no)\b/;

const opening = new RegExp(`^${opener}`);

/** By verbs; there are as many as callers have written. */
const wishes = new Map<string, { polite: RegExp; plain: RegExp }>();

function wishesWith(verbs: string): { polite: RegExp; plain: RegExp } {
  const known = wishes.get(verbs);
  if (known) return known;
  const made = {
    polite: new RegExp(`^${opener}${politely}(?:${verbs})\\b`),
    plain: new RegExp(`^${opener}(?:${wanting})?(?:${verbs})\\b`),
  };
  wishes.set(verbs, made);
  return made;
}

/**
 * The mood of a normalised text (`Utterance.text`) as to these verbs (regex source, base forms, which a wish begins
 * with). A question mark makes a question of it, unless it is a polite one: `can you halt …?`.
 */
export function moodOf(text: string, raw: string, verbs: string): Mood {
  if (revoked.test(text)) return 'negation';
  const { polite, plain } = wishesWith(verbs);
  if (polite.test(text)) return 'wish';
  const asked = raw.includes('?');
  if (!asked && plain.test(text)) return 'wish';
  if (asked || questioning.test(text.replace(opening, ''))) return 'question';
  return negated.test(text) ? 'negation' : 'statement';
}

/**
 * From the clause on that wishes: `the domain is broken, halt everything`. Undefined when none does, or when what
 * stands before it asks, denies or supposes.
 */
export function wishIn(text: string, raw: string, verbs: string): string | undefined {
  const clauses = text.split(' , ');
  for (const [index, clause] of clauses.entries()) {
    const mood = moodOf(clause, raw, verbs);
    if (mood === 'wish') {
      const wish = clauses.slice(index).join(' , ');
      return revoked.test(wish) ? undefined : wish;
    }
    if (mood !== 'statement' || isConditional(clause)) return undefined;
  }
  return undefined;
}

/** It depends on something, or is for another time: `if it goes wrong`, `tomorrow`. */
export function isConditional(text: string): boolean {
  return /\b(?:if|unless|in case|suppos(?:e|ing)|imagine|assuming|hypothetically|as soon as|when|whenever|once|until|till|tomorrow|tonight|later|next (?:day|week|month|quarter|year)|after|before|at \d+|in (?:an?|one|two|three|\d+) (?:minutes?|hours?|days?|weeks?|months?)|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/.test(
    text,
  );
}
