import { type Liquid, type LiquidErrors, type RenderError, type Template, toValueSync } from 'liquidjs';
import { valuesAsked } from './branches.ts';
import { createLiquid, firstLine, templateTags } from './language.ts';
import { leadsThatDiffer } from './leads-that-differ.ts';
import { markdownToHtml, markdownToText } from './markdown.ts';
import { templateVariables } from './variables.ts';

export interface TemplateFault {
  field: 'subject' | 'preheader' | 'body';
  /** Within the field, from 1. */
  line: number;
  message: string;
}

/** Of an item; no more of it, so that the item's own schema can ask. */
interface Templates {
  kind: string;
  subject?: string | undefined;
  preheader?: string | undefined;
  body: string;
}

const BLANK = 'comes out empty';
const engine = createLiquid({
  catchAllErrors: true,
  outputEscape: (value: unknown) => {
    const text = String(toValueSync(value) ?? '');
    if (text.trim() === '') throw new Error(BLANK);
    return text;
  },
});
const SENDER = '\uE002';

/**
 * What is wrong with an email's template, found before anything is sent: what does not parse, a variable that is not on
 * the allow-list, and, by rendering it for every kind of lead that its choices tell apart, a value that may be missing
 * without a fall-back, an empty greeting and an email of which nothing is left. Other kinds have no template.
 */
export function templateFaults(item: Templates): TemplateFault[] {
  if (item.kind !== 'email') return [];
  return (['subject', 'preheader', 'body'] as const).flatMap((field) => {
    const source = item[field];
    return source === undefined
      ? []
      : faultsOf(source, field).map((fault) => ({ field, line: fault.line, message: fault.message }));
  });
}

type Found = Omit<TemplateFault, 'field'>;

function faultsOf(source: string, field: TemplateFault['field']): Found[] {
  let parsed: Template[];
  if (source.length > MOST_SOURCE) {
    return [
      { line: 1, message: `${source.length} characters are more than mail programs show, ${MOST_SOURCE}` },
    ];
  }
  const marks = source.match(/\{[{%]/g)?.length ?? 0;
  if (marks > MOST_MARKS) {
    return [
      { line: 1, message: `${marks} variables and tags are more than an email may have, ${MOST_MARKS}` },
    ];
  }
  try {
    parsed = engine.parse(source);
    if (field === 'body') parseConverted(source);
  } catch (error) {
    return errorsIn(error)
      .map((one) => ({ line: lineOf(one), message: syntaxWords(firstLine(one)) }))
      .filter(({ message }) => !message.startsWith('{% end'));
  }
  const unknown = unknownNames(engine, parsed);
  return unknown.length > 0 ? unknown : renderFaults(parsed, field, source.length);
}

/** Markdown moves signs about; what it makes of the template must parse as well. */
function parseConverted(source: string): void {
  const links = { holeOf: () => '#' };
  engine.parse(markdownToHtml(source, links));
  engine.parse(markdownToText(source, links));
}

function unknownNames(liquid: Liquid, parsed: Template[]): Found[] {
  return Object.values(liquid.analyzeSync(parsed).globals)
    .flat()
    .map((variable) => ({ name: variable.toArray().map(String).join('.'), line: variable.location.row }))
    .filter(({ name }) => !templateVariables.has(name))
    .map(({ name, line }) => ({
      line,
      message: `"${name}" is not a variable of emails; there are: ${[...templateVariables].sort().join(', ')}`,
    }));
}

function renderFaults(parsed: Template[], field: TemplateFault['field'], length: number): Found[] {
  const found = new Map<string, Found>();
  const note = (line: number, message: string) => found.set(`${line} ${message}`, { line, message });
  const asked = valuesAsked(parsed);
  const names = engine.globalVariableSegmentsSync(parsed).map((segments) => segments.join('.'));
  const most = Math.min(MOST_LEADS, Math.ceil(MOST_CHARACTERS / (length + 1)));
  const leads = leadsThatDiffer(names, asked, most);
  if (leads === undefined) {
    return [{ line: 1, message: 'its blocks tell too many kinds of leads apart: make several emails of it' }];
  }
  for (const { scope, words } of leads) {
    let text: string;
    try {
      text = engine.renderSync(parsed, { ...scope, sender: { name: SENDER } }) as string;
    } catch (error) {
      for (const one of errorsIn(error)) note(lineOf(one), missingWords(one));
      continue;
    }
    // Without choices an email is as its author sees it.
    if (words === '') continue;
    const who = ` for a lead with ${words}`;
    if (EMPTY_GREETING.test(text) || (field === 'subject' && /^\s*[,;:.!?]/.test(text))) {
      note(
        1,
        `the greeting is empty${who}: put the whole of it into the block, or give the name a fall-back`,
      );
    } else if (field !== 'preheader' && nothingLeft(text, field)) {
      note(1, `nothing is left of the ${field}${who}: add {% else %} with words for everybody`);
    }
    if (found.size >= MOST_FAULTS) break;
  }
  return [...found.values()];
}

const MOST_SOURCE = 50_000;
const MOST_MARKS = 500;
const MOST_FAULTS = 10;
const MOST_LEADS = 3_000;
/** Rendered while checking one field: no item may keep the server busy for longer than a moment. */
const MOST_CHARACTERS = 30_000_000;
const GREETING = 'hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|hallo|guten tag|hola|bonjour';
const EMPTY_GREETING = new RegExp(`(?:^|\\n)[ \\t]*(?:${GREETING})[ \\t]+[,;:.!]`, 'iu');
const GREETING_LINE = new RegExp(`^(?:${GREETING})\\b[^\\n]{0,80}[,!:]$`, 'iu');

/** Nothing but a greeting, the button and who it is from. */
function nothingLeft(text: string, field: TemplateFault['field']): boolean {
  if (field === 'subject') return !/[\p{L}\p{N}]/u.test(text);
  return !text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .some((paragraph) => {
      if (paragraph === '[cta]' || GREETING_LINE.test(paragraph)) return false;
      return /[\p{L}\p{N}]/u.test(paragraph);
    });
}

function missingWords(error: unknown): string {
  const message = firstLine(error);
  const missing = /undefined variable: ([\w.]+)/.exec(message)?.[1];
  if (missing !== undefined) return `${missing} may be empty: write {{ ${missing} | default: "..." }}`;
  if (!message.startsWith(BLANK)) return message;
  const shown = (error as RenderError).token.getText();
  return `${shown} may come out empty: end it with | default: "..." and words that can stand there`;
}

function syntaxWords(message: string): string {
  const plain = message.replace(/, line:\d+, col:\d+$/, '');
  const tag = /^tag "(.+)" not found$/.exec(plain)?.[1];
  return tag === undefined
    ? plain
    : `{% ${tag} %} is not a tag of emails; there are: ${[...templateTags].join(', ')}`;
}

/** An error inside a block comes wrapped once for each block. */
function errorsIn(error: unknown): unknown[] {
  const { errors, originalError } = error as Partial<LiquidErrors>;
  if (errors !== undefined) return errors.flatMap(errorsIn);
  return (originalError as Partial<LiquidErrors> | undefined)?.errors?.flatMap(errorsIn) ?? [error];
}

function lineOf(error: unknown): number {
  const { token } = error as Partial<RenderError>;
  return token?.getPosition()[0] ?? 1;
}
