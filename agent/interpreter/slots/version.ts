import { numberOf, numberSource } from './numbers.ts';

const one = `(?:program(?:me)? )?(?:version|v) ?(?:number |no )?(?:${numberSource})\\b`;
const numbered = new RegExp(
  `\\b(?:program(?:me)? )?(?:version|v) ?(?:number |no )?(${numberSource})\\b`,
  'g',
);
const first =
  /\b(?:the )?(?:very )?(?:first|original|initial|oldest) (?:program(?:me)? )?(?:version|state|one)\b/;
const before =
  /\b(?:the )?(?:last|latest|previous|most recent|recent|prior|earlier|preceding) (?:program(?:me)? )?(?:change|version)\b|\bthe (?:change|version) before\b(?: (?:that|this|the (?:current|last) one|it))?|\b(?:by )?(?:a|an|one|1|a single) (?:program(?:me)? )?(?:version|step|change) (?:back|earlier|before)?(?= |$)|\bback (?:by )?(?:a|one|1) (?:version|step)\b|^(?:undo|revert|roll back|rollback) (?:it|that|this)\b/;
const undoing = /\b(?:undo|revert|roll ?back|reverse|take back)(?! (?:\S+ ){0,4}to\b)\b/;
const bareTarget = new RegExp(`\\bback to (?:the )?(${numberSource})(?= |$)`);

/**
 * The version of the program that is meant by a number, by its place, or as the one before that in force; what is left
 * of the text without those words.
 */
export function versionMeant(text: string, inForce: number): { to?: number; rest: string } {
  const rest = text
    .replace(new RegExp(`\\bfrom (?:the )?${one}`), ' ')
    .replace(new RegExp(`\\b(?:instead of|rather than|not) (?:the )?${one}`), ' ');
  const left = rest.replace(numbered, ' ').replace(first, ' ').replace(before, ' ').replace(bareTarget, ' ');
  const numbers = [...rest.matchAll(numbered)].map(([, n]) => numberOf(n as string));
  const others = numbers.filter((number) => number !== inForce);
  const named = bareTarget.exec(rest)?.[1];
  if (named !== undefined) return { to: numberOf(named), rest: left };
  if (others.length > 0) return { to: others.at(-1) as number, rest: left };
  if (first.test(rest)) return { to: 1, rest: left };
  // `undo version 2`: that in force is what shall be gone.
  if (before.test(rest) || (numbers.length > 0 && undoing.test(rest))) return { to: inForce - 1, rest: left };
  return { ...(numbers.length > 0 && { to: inForce }), rest: left };
}
