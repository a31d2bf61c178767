import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import { type FindingCode, finding } from '../validate/findings.ts';
import { type FileFault, placeIn } from './file-fault.ts';

/** One file that was read as YAML, with the place of everything in it. */
export interface YamlFile {
  path: string;
  text: string;
  lines: LineCounter;
  root: Node | null;
  value: unknown;
}

const mostTold = 20;

/** Reads one file; with faults, all of them, and then no file. */
export function readYaml(path: string, text: string): { file?: YamlFile; faults: FileFault[] } {
  const lines = new LineCounter();
  const faults: FileFault[] = [];
  const add = (code: FindingCode, offset: number, message: string) => {
    faults.push({ ...finding(code, path, message), ...placeIn({ path, lines }, offset) });
  };
  let document: Document.Parsed;
  let value: unknown;
  try {
    document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      version: '1.2',
      schema: 'core',
    });
    addFaults(document, add);
    if (faults.length > 0) return { faults };
    value = document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    add('file.syntax', 0, 'it is nested too deeply; a program never is');
    return { faults };
  }
  return { file: { path, text, lines, root: document.contents, value }, faults };
}

function addFaults(
  document: Document.Parsed,
  add: (code: FindingCode, offset: number, message: string) => void,
): void {
  const told = new Set<number>();
  for (const { pos, message } of [...document.errors, ...document.warnings]) {
    // One mistake is told once, and a file of another kind not line by line.
    if (told.has(pos[0]) || told.size >= mostTold) continue;
    told.add(pos[0]);
    const words = message
      .split('\n')[0]
      ?.replace(/[.:]$/, '')
      .replace(/(["'])quote\b/, '$1 quote');
    add('file.syntax', pos[0], `${words}; correct the YAML`);
  }
  visit(document, {
    Node(_, node) {
      if (isAlias(node) || node.anchor !== undefined) {
        add('file.alias', node.range?.[0] ?? 0, 'anchors and aliases are not read; write the thing out');
      }
    },
    Pair(_, { key }) {
      if (!isScalar(key) || key.value === '__proto__') {
        const at = isNode(key) ? (key.range?.[0] ?? 0) : 0;
        add('file.syntax', at, 'this cannot be the name of a member; names are plain words');
      }
    },
  });
}

/** Goes the way that the keys tell: what is there, under which key, and whether the way could be gone to its end. */
export function nodeAt(
  root: Node | null,
  keys: readonly string[],
): { node: Node | null; key?: Node; found: boolean } {
  let node = root;
  let key: Node | undefined;
  for (const name of keys) {
    let next: unknown;
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === name);
      if (pair) key = isNode(pair.key) ? pair.key : undefined;
      next = pair?.value;
      if (pair && !isNode(next)) return { node: null, ...(key && { key }), found: true };
    } else if (isSeq(node)) {
      next = node.items[Number(name)];
      if (isNode(next)) key = undefined;
    }
    if (!isNode(next)) return { node, ...(key && { key }), found: false };
    node = next;
  }
  return { node, ...(key && { key }), found: true };
}
