import { z } from 'zod';
import type { TrellisPort } from '../port/trellis-port.ts';
import { changeText } from './change-text.ts';
import { contentText, passageText } from './content-text.ts';
import { leadText } from './lead-text.ts';
import { readAs } from './read.ts';
import { defineTemplate, type ResourceTemplateOf } from './resource.ts';

const textSchema = z.object({ text: z.string() });
const fileSchema = textSchema.extend({ version: z.number() });
const enc = encodeURIComponent;

/** As an export writes it, below the version that it is of: what is made of it and put back is held against that. */
async function fileText(port: TrellisPort, path: string): Promise<string> {
  const { version, text } = await readAs(port, `/api/program/files/${path}`, fileSchema);
  return `# base: ${version}\n${text}`;
}

/** In the order in which they are tried: the first that an address fits reads it. */
export const resourceTemplates: readonly ResourceTemplateOf[] = [
  defineTemplate({
    name: 'track',
    template: 'trellis://program/tracks/{track}.yaml',
    title: 'A track',
    description: 'A track of the active program as YAML, as `trellis program export` writes it.',
    mimeType: 'application/yaml',
    variables: { track: 'track' },
    read: ({ track }, port) => fileText(port, `tracks/${enc(track)}.yaml`),
  }),
  defineTemplate({
    name: 'track-diagram',
    template: 'trellis://program/tracks/{track}.mmd',
    title: 'A track as a diagram',
    description: 'A track of the active program as a Mermaid flowchart.',
    mimeType: 'text/vnd.mermaid',
    variables: { track: 'track' },
    read: async ({ track }, port) =>
      (await readAs(port, `/api/program/diagrams/${enc(track)}`, textSchema)).text,
  }),
  defineTemplate({
    name: 'segment',
    template: 'trellis://program/segments/{segment}.yaml',
    title: 'A segment',
    description: 'A segment of the active program as YAML.',
    mimeType: 'application/yaml',
    variables: { segment: 'segment' },
    read: ({ segment }, port) => fileText(port, `segments/${enc(segment)}.yaml`),
  }),
  defineTemplate({
    name: 'program-file',
    template: 'trellis://program/{+file}',
    title: 'A file of the program',
    description:
      'Any file of the active program as YAML: policies.yaml, scoring/NAME.yaml, triggers/NAME.yaml …',
    mimeType: 'application/yaml',
    variables: { file: 'file' },
    read: ({ file }, port) => fileText(port, file.split('/').map(enc).join('/')),
  }),
  defineTemplate({
    name: 'schema',
    template: 'trellis://schema/{schema}.json',
    title: 'A JSON Schema',
    description: 'The JSON Schema of the files of a part of the program, or of the whole program.',
    mimeType: 'application/schema+json',
    variables: { schema: 'schema' },
    read: async ({ schema }, port) => JSON.stringify(await port.read(`/schema/${enc(schema)}.json`), null, 2),
  }),
  defineTemplate({
    name: 'change',
    template: 'trellis://changes/{change}',
    title: 'A change',
    description:
      'A change with its diff, whom it touches, its risk, and the address where a person approves it.',
    mimeType: 'text/markdown',
    variables: { change: 'change' },
    tool: 'show_changes',
    read: ({ change }, port) => changeText(port, change),
  }),
  defineTemplate({
    name: 'content',
    template: 'trellis://content/{item}',
    title: 'A content item',
    description:
      'An item of the library with its fields; ITEM@VERSION is an earlier version. A long one goes on in its passages.',
    mimeType: 'text/markdown',
    variables: { item: 'content' },
    read: ({ item }, port) => contentText(port, item),
  }),
  defineTemplate({
    name: 'passage',
    template: 'trellis://content/{item}/passages/{passage}',
    title: 'A passage of a content item',
    description: 'One passage, counted from 0, as search finds and answers cite it.',
    mimeType: 'text/markdown',
    variables: { item: 'content', passage: '' },
    read: ({ item, passage }, port) => passageText(port, item, passage),
  }),
  defineTemplate({
    name: 'lead',
    template: 'trellis://leads/{lead}',
    title: 'A lead',
    description:
      'Who a lead is, where it stands, what it did lately and why it has its score; by id or email address.',
    mimeType: 'text/markdown',
    variables: { lead: '' },
    tool: 'explain_lead',
    read: ({ lead }, port) => leadText(port, lead),
  }),
];
