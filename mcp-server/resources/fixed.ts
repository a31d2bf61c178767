import { z } from 'zod';
import { callAs, readAs } from './read.ts';
import type { FixedResource } from './resource.ts';
import { uris } from './uris.ts';

const anything = z.record(z.string(), z.unknown());
const textSchema = z.object({ text: z.string() });
const json = (value: unknown) => JSON.stringify(value, null, 2);

/** What is there in every installation. */
export const fixedResources: readonly FixedResource[] = [
  {
    name: 'program',
    uri: uris.program,
    title: 'The program in brief',
    description: 'The active program by its parts: tracks, segments, scoring, triggers, policies, halts.',
    mimeType: 'application/json',
    read: async (port) => json(await callAs(port, 'show_program', {}, anything)),
  },
  {
    name: 'vocabulary',
    uri: uris.vocabulary,
    title: 'Fields, events and forms of conditions',
    description: 'What a condition may name here, with the values that fields have now.',
    mimeType: 'application/json',
    read: async (port) => json(await callAs(port, 'show_program', { parts: ['vocabulary'] }, anything)),
  },
  {
    name: 'conditions',
    uri: uris.conditions,
    title: 'The condition language',
    description: 'All that a condition can say, with examples.',
    mimeType: 'text/markdown',
    read: async (port) => (await readAs(port, '/api/reference/conditions', textSchema)).text,
  },
];
