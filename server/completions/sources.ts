import type { Program } from '../../engine/program/schema.ts';
import { vocabularyOf } from '../../engine/program/score-models.ts';
import { liveFields } from '../../tools/support/live-vocabulary.ts';
import { schemaNames } from '../catalogue.ts';
import type { Installation } from '../installation.ts';
import { programFiles } from '../program-files.ts';
import type { Choice } from './matching.ts';

/** What there is to choose from, and the sources of foreign text among it. */
export interface Choices {
  choices: readonly Choice[];
  tainted?: readonly string[];
}
type Source = (installation: Installation, asked: { field?: string | undefined }) => Promise<Choices>;

/** What can be completed. Leads and accounts cannot: they are looked up by who may see them. */
export const completable = [
  'track',
  'segment',
  'trigger',
  'experiment',
  'content',
  'topic',
  'industry',
  'field',
  'value',
  'change',
  'file',
  'schema',
  'version',
] as const;
export type Completable = (typeof completable)[number];

export const sources: Readonly<Record<Completable, Source>> = {
  track: ofProgram((program) => program.tracks),
  segment: ofProgram((program) => program.segments),
  trigger: ofProgram((program) => program.triggers),
  experiment: ofProgram((program) => program.experiments ?? {}),
  content: async ({ library }) => ({
    choices: (await library.titles()).map(({ id, title }) => ({ value: id, title })),
  }),
  topic: async ({ library }) => ({ choices: words(await library.topics()) }),
  industry: async ({ library }) => ({ choices: words(await library.industries()) }),
  field: async ({ engine }) => {
    const { program } = await engine.program();
    return { choices: words(Object.keys(vocabularyOf(program).fields)) };
  },
  value: valuesOfField,
  change: async ({ changes }) => ({
    choices: (await changes.list({ limit: 200 })).map(({ id, title }) => ({ value: id, title })),
  }),
  file: async ({ engine }) => ({ choices: words(Object.keys(programFiles(await engine.program()))) }),
  schema: async () => ({ choices: words(await schemaNames()) }),
  version: async ({ engine }) => {
    const { version } = await engine.program();
    return { choices: words(Array.from({ length: version }, (_, n) => String(version - n))) };
  },
};

/** The words of a field, or what leads have written there; none of a field that is a person's own data. */
async function valuesOfField({ db, engine }: Installation, { field }: { field?: string | undefined }) {
  const { program } = await engine.program();
  const found = (await liveFields(db, vocabularyOf(program))).find(({ name }) => name === field);
  const choices = words(found?.values ?? []);
  return found?.foreign && choices.length > 0 ? { choices, tainted: [`field:${found.name}`] } : { choices };
}

function ofProgram(things: (program: Program) => Readonly<Record<string, { title: string }>>): Source {
  return async ({ engine }) => ({
    choices: Object.entries(things((await engine.program()).program)).map(([value, { title }]) => ({
      value,
      title,
    })),
  });
}

function words(values: readonly string[]): Choice[] {
  return values.map((value) => ({ value }));
}
