import { Document, isMap, isScalar, visit } from 'yaml';
import { z } from 'zod';
import { contentRefSchema, type Program, programSchema } from '../schema.ts';
import { inSchemaOrder, isRecord, walkSchema } from '../walk-schema.ts';
import { type Manifest, manifestFile, manifestSchema, type Part, parts } from './layout.ts';
import { setsOf } from './sets.ts';

/**
 * The program as files by path below the folder: the same text for the same program, whatever the order of its keys.
 * `keep` says in which file a thing of a set stands already, by its path in the program: people arrange the sets.
 * With `shortPins` content goes by its item alone, for a folder that is made for any library.
 */
export function writeFiles(
  program: Program,
  manifest: Manifest,
  options: { keep?: ReadonlyMap<string, string>; shortPins?: boolean } = {},
): Record<string, string> {
  const { keep = new Map(), shortPins = false } = options;
  const files: Record<string, string> = {
    [manifestFile]: textOf(manifestSchema, manifest, '.schema/folder.json'),
  };
  for (const part of parts) {
    const value = Object.entries(program).find(([name]) => name === part.name)?.[1];
    if (!isRecord(value)) continue;
    for (const [path, holds] of filesOf(part, value, keep)) {
      const schema = path.includes('/') ? part.file : part.schema;
      const schemaPath = `${path.includes('/') ? '../' : ''}.schema/${part.name}.json`;
      files[path] = textOf(schema, holds, schemaPath, shortPins);
    }
  }
  return files;
}

function filesOf(
  part: Part,
  value: Record<string, unknown>,
  keep: ReadonlyMap<string, string>,
): [path: string, holds: unknown][] {
  if (part.kind === 'one') return [[`${part.name}.yaml`, value]];
  if (part.kind === 'sets') return setsOf(part, value, keep);
  const things = Object.entries(value);
  if (things.length === 0 && !hasDefault(part)) return [[`${part.name}.yaml`, {}]];
  return things.map(([id, thing]) => [`${part.name}/${id}.yaml`, thing]);
}

/** A part that is there and empty is not the same document as one that is not there, unless it is there by default. */
function hasDefault({ name }: Part): boolean {
  return Object.entries(programSchema.shape).some(
    ([key, member]) => key === name && member instanceof z.ZodDefault,
  );
}

/** Keys in the order of the schema, one line a value however long, pins of content on one line. */
function textOf(schema: z.core.$ZodType, value: unknown, schemaPath: string, shortPins = false): string {
  const ordered = inSchemaOrder(schema, value);
  const document = new Document(ordered, { aliasDuplicateObjects: false });
  for (const { schema: type, path } of walkSchema(schema, ordered)) {
    const node = type === contentRefSchema ? document.getIn(path, true) : undefined;
    if (isMap(node) && shortPins) document.setIn(path, node.get('item'));
    else if (isMap(node)) node.flow = true;
  }
  visit(document, {
    // Quoted where an editor or another reader of YAML could take it for something else.
    Scalar(key, node) {
      if (key === 'value' && isScalar(node) && typeof node.value === 'string' && isRisky(node.value))
        node.type = 'QUOTE_DOUBLE';
    },
  });
  const text = document.toString({ lineWidth: 0, indentSeq: true, flowCollectionPadding: true });
  return `# yaml-language-server: $schema=${schemaPath}\n${text}`;
}

/** `on`, `12:30`: text in YAML 1.2, something else in YAML 1.1. */
function isRisky(text: string): boolean {
  return /^(?:y|n|yes|no|on|off|[-+]?\d[\d_]*(?::\d\d?)+(?:\.\d*)?|\d{4}-\d\d?-\d\d?.*)$/i.test(text);
}
