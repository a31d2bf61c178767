import { type ContentRef, contentRefSchema, idSchema, type Program, programSchema } from './schema.ts';
import { isRecord, walkSchema } from './walk-schema.ts';

/** A step that sends a version of an item. */
export interface PinnedStep {
  track: string;
  /** The track's title. */
  title: string;
  step: string;
  content: ContentRef;
}

/** Every email of a program, track by track. */
export function pinnedSteps(program: Program): PinnedStep[] {
  return Object.entries(program.tracks).flatMap(([track, { title, steps }]) =>
    steps.flatMap((step) =>
      step.kind === 'email' ? [{ track, title, step: step.id, content: step.content }] : [],
    ),
  );
}

/** Content that a document names without its pin: by the item alone, or with the version. */
export interface ShortPin {
  /** Of the reference, in the document. */
  path: string;
  item: string;
  version?: number;
}

/** Every short reference of a document of whatever form, in its order: `content: guide`, `{ item: guide, version: 2 }`. */
export function shortPinsOf(document: unknown): ShortPin[] {
  return [...walkSchema(programSchema, document)].flatMap(({ schema, value, path }) => {
    if (schema !== contentRefSchema) return [];
    const short = shortPin(value);
    return short ? [{ path: path.join('/'), ...short }] : [];
  });
}

/** The item and version that a reference names without its hash; undefined for a whole one, and for what is none. */
export function shortPin(value: unknown): Omit<ShortPin, 'path'> | undefined {
  if (typeof value === 'string') return idSchema.safeParse(value).success ? { item: value } : undefined;
  const isShort = isRecord(value) && value.hash === undefined;
  const parsed = isShort
    ? contentRefSchema.partial({ version: true, hash: true }).safeParse(value)
    : undefined;
  if (!parsed?.success) return undefined;
  const { item, version } = parsed.data;
  return { item, ...(version !== undefined && { version }) };
}

/** The document with the references at these paths in their place. */
export function withPins<T>(document: T, pins: ReadonlyMap<string, ContentRef>): T {
  const copy = structuredClone(document);
  for (const [path, pin] of pins) {
    const keys = path.split('/');
    const holder = keys.slice(0, -1).reduce<unknown>(memberOf, copy);
    if (isRecord(holder)) holder[keys.at(-1) as string] = pin;
  }
  return copy;
}

/** The same with every short reference as some pin: what there is to say about its form then holds for the real one. */
export function withAnyPins<T>(document: T): T {
  const any = ({ path, item }: ShortPin): [string, ContentRef] => [
    path,
    { item, version: 1, hash: '0'.repeat(64) },
  ];
  return withPins(document, new Map(shortPinsOf(document).map(any)));
}

function memberOf(inside: unknown, key: string): unknown {
  if (Array.isArray(inside)) return inside[Number(key)];
  return isRecord(inside) ? inside[key] : undefined;
}
