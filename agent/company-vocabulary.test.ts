import { setImmediate as settled } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { emptyProgram } from '../engine/program/parse.ts';
import type { Services } from '../tools/services.ts';
import { companyVocabulary } from './company-vocabulary.ts';

const minute = 60_000;

/** A company whose leads have an industry each, and how often they were looked at. */
function company() {
  const state = { industries: ['fintech'], program: emptyProgram(), version: 1, reads: 0, broken: false };
  const services = {
    engine: { program: async () => ({ program: state.program, version: state.version }) },
    library: { titles: async () => [], topics: async () => ['roi'] },
    db: {
      async query(sql: string) {
        if (state.broken) throw new Error('away');
        if (!sql.includes('from accounts')) return [];
        state.reads++;
        return [{ field: 'industry', values: state.industries }];
      },
    },
  } as unknown as Services;
  const industries = async (now: number) =>
    (await companyVocabulary(services, now)).fields.find(({ name }) => name === 'industry')?.values;
  return { state, services, industries };
}

it('reads what leads have once a minute, and gives the same object for as long as nothing has changed', async () => {
  const { state, services } = company();
  const first = await companyVocabulary(services, 0);
  expect(await companyVocabulary(services, minute - 1)).toBe(first);
  expect(state.reads).toBe(1);
  await companyVocabulary(services, minute);
  await settled();
  expect(state.reads).toBe(2);
  expect(await companyVocabulary(services, minute + 1)).toBe(first);
});

it('lets nobody wait for new values, but for words older than ten minutes', async () => {
  const { state, industries } = company();
  await industries(0);
  state.industries = ['fintech', 'healthcare'];
  expect(await industries(5 * minute)).toEqual(['fintech']);
  await settled();
  expect(await industries(5 * minute)).toEqual(['fintech', 'healthcare']);
  state.industries = ['saas'];
  expect(await industries(16 * minute)).toEqual(['saas']);
});

it('has the words of another program at once', async () => {
  const { state, services } = company();
  await companyVocabulary(services, 0);
  state.program = { ...emptyProgram(), segments: { big: { title: 'Big fish', when: 'employees > 9' } } };
  state.version = 2;
  expect(await companyVocabulary(services, 1)).toMatchObject({ version: 2, segments: [{ id: 'big' }] });
});

it('serves on while the values cannot be read, and says so when they are too old', async () => {
  const { state, industries } = company();
  await industries(0);
  state.broken = true;
  expect(await industries(2 * minute)).toEqual(['fintech']);
  await settled();
  await expect(industries(11 * minute)).rejects.toThrow('away');
  state.broken = false;
  expect(await industries(11 * minute)).toEqual(['fintech']);
});
