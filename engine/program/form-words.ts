import { z } from 'zod';
import { didYouMean } from './condition/names.ts';
import { isRecord } from './walk-schema.ts';

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'names with values',
  record: 'names with values',
};

/**
 * What a schema has to say, in words for whoever wrote the data: `safeParse(data, { error: formWords })`. What a schema
 * says itself comes before it; undefined leaves it to Zod. Of unknown members it is one line each.
 */
export function formWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
    case 'invalid_value':
    case 'invalid_union':
      return wrongValue(issue);
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownMember(key, issue.inst)).join('\n');
    case 'too_small':
      return `it has to be at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `it can be at most ${issue.maximum}${unitOf(issue.origin)}`;
    default:
      return undefined;
  }
}

/** More names than these are looked up rather than listed. */
const mostNamed = 20;

interface FormIssue {
  path: string;
  message: string;
  /** It is about a member that the schema does not know. */
  unknown: boolean;
}

/** Every fault of form with its path; an unknown member with its own. */
export function formIssues(error: z.ZodError): FormIssue[] {
  return error.issues.flatMap((issue): FormIssue[] => {
    const at = issue.path.map(String);
    if (issue.code !== 'unrecognized_keys')
      return [{ path: at.join('/'), message: issue.message, unknown: false }];
    const lines = issue.message.split('\n');
    return issue.keys.map((key, n) => ({
      path: [...at, key].join('/'),
      message: lines.length === issue.keys.length ? (lines[n] as string) : issue.message,
      unknown: true,
    }));
  });
}

function wrongValue(issue: z.core.$ZodRawIssue): string | undefined {
  const value = givenIn(issue);
  const name = issue.path?.at(-1);
  const names = namesOf(issue);
  const kind = ownWords(issue) ?? kindsOf(issue).join(' or ');
  const wants =
    names.length > 1
      ? `one of ${names.join(', ')}${kind && `, or ${kind}`}`
      : [...names, kind].filter(Boolean).join(' or ');
  if (value === undefined && typeof name === 'string') {
    return `"${name}" is missing${wants && `: ${ownWords(issue) ? '' : 'it has to be '}${wants}`}`;
  }
  const inner = innerFault(issue);
  if (inner !== undefined) return inner;
  if (wants === '') return undefined;
  if (ownWords(issue)) return `${shown(value)} will not do: ${wants}`;
  const near = typeof value === 'string' ? didYouMean(value, names) : '';
  return `it has to be ${wants}, not ${shown(value)}${near && `.${near}`}`;
}

/** Of a thing whose kind is not known, the kind that it names. */
function givenIn(issue: z.core.$ZodRawIssue): unknown {
  if (issue.code !== 'invalid_union' || typeof issue.discriminator !== 'string') return issue.input;
  return isRecord(issue.input) ? issue.input[issue.discriminator] : undefined;
}

/** The words that may stand there. */
function namesOf(issue: z.core.$ZodRawIssue | z.core.$ZodIssue): string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  if (issue.code !== 'invalid_union') return [];
  if ('options' in issue && Array.isArray(issue.options)) return issue.options.map(String);
  return issue.errors.flat().filter(isOfWhole).flatMap(namesOf);
}

function kindsOf(issue: z.core.$ZodRawIssue | z.core.$ZodIssue): string[] {
  if (issue.code === 'invalid_type') return [kinds[issue.expected] ?? issue.expected];
  if (issue.code !== 'invalid_union') return [];
  return [...new Set(issue.errors.flat().filter(isOfWhole).flatMap(kindsOf))];
}

/** What the schema says of the form of a text, as for durations. */
function ownWords(issue: z.core.$ZodRawIssue): string | undefined {
  const { inst } = issue;
  if (!(inst instanceof z.ZodString)) return undefined;
  for (const check of inst.def.checks ?? []) {
    const words = check._zod.def.error?.(issue as never);
    if (words) return typeof words === 'string' ? words : words.message;
  }
  return undefined;
}

/** What is wrong inside the one form of several that the value is meant in. */
function innerFault(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== 'invalid_union') return undefined;
  const meant = issue.errors.find((faults) => faults.length > 0 && !faults.some(isOfWhole));
  const [first] = meant ?? [];
  return first && [...first.path.map(String), first.message].join(': ');
}

function isOfWhole({ code, path }: z.core.$ZodIssue): boolean {
  return (
    path.length === 0 && (code === 'invalid_type' || code === 'invalid_value' || code === 'invalid_union')
  );
}

function unknownMember(key: string, schema: unknown): string {
  const names = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const near = didYouMean(key, names);
  if (near !== '') return `there is nothing called "${key}" here.${near}`;
  const known = names.length > 0 && names.length <= mostNamed ? `; there is ${names.join(', ')}` : '';
  return `there is nothing called "${key}" here${known || '; take it out'}`;
}

function unitOf(origin: string): string {
  return origin === 'string' ? ' characters long' : origin === 'array' ? ' long' : '';
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'names with values';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
