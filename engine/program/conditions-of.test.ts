import fc from 'fast-check';
import { expect, it } from 'vitest';
import { conditionsOf } from './conditions-of.ts';
import { actionSchema, conditionText, type Program, programSchema } from './schema.ts';
import { demoProgram } from './templates/enterprise-smb.ts';
import { arbitraryProgram } from './testing/arbitrary-program.ts';
import { actionsOf } from './validate/actions-of.ts';
import { walkSchema } from './walk-schema.ts';

const demo = demoProgram((item) => ({ item, version: 1, hash: '0'.repeat(64) }));
const programs = fc.oneof(arbitraryProgram, fc.constant(demo));
const pathsOf = (program: Program, wanted: object) =>
  [...walkSchema(programSchema, program)]
    .filter(({ schema }) => schema === wanted)
    .map(({ path }) => path.join('/'))
    .sort();

it('lists every condition that the schema has a place for', () => {
  fc.assert(
    fc.property(programs, (program) => {
      expect(
        conditionsOf(program)
          .map(({ path }) => path)
          .sort(),
      ).toEqual(pathsOf(program, conditionText));
    }),
  );
});

it('so are actions, of which validation speaks by their place', () => {
  fc.assert(
    fc.property(programs, (program) => {
      expect(
        actionsOf(program)
          .map(({ path }) => path)
          .sort(),
      ).toEqual(pathsOf(program, actionSchema));
    }),
  );
});
