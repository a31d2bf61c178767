import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { tools } from './registry.ts';
import { inputJsonSchema } from './support/input-schema.ts';

describe('the tools', () => {
  it('are at most fifteen, each with a name of its own', () => {
    expect(tools.length).toBeLessThanOrEqual(15);
    expect(new Set(tools.map((tool) => tool.name)).size).toBe(tools.length);
  });

  it.each(tools.map((tool) => [tool.name, tool] as const))('%s is named like its file', (name) => {
    expect(name).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(existsSync(join(import.meta.dirname, `${name.replaceAll('_', '-')}.ts`))).toBe(true);
  });

  it.each(tools.map((tool) => [tool.name, tool] as const))('%s says every hint', (_, tool) => {
    for (const hint of ['readOnlyHint', 'destructiveHint', 'idempotentHint', 'openWorldHint'] as const) {
      expect(typeof tool.annotations[hint]).toBe('boolean');
    }
    expect(tool.annotations.openWorldHint).toBe(false);
    const reads = tool.annotations.readOnlyHint && tool.name !== 'simulate_lead';
    expect(tool.role).toBe(reads ? 'viewer' : 'marketer');
  });

  it.each(tools.map((tool) => [tool.name, tool] as const))('%s is described in one line', (_, tool) => {
    expect(tool.description).not.toContain('\n');
    expect(tool.description.length).toBeGreaterThan(40);
    expect(tool.description.length).toBeLessThan(400);
    expect(inputJsonSchema(tool).type).toBe('object');
  });

  it('take at most 4,000 tokens (o200k) for names, descriptions and input schemas', () => {
    const tokens = tools.map((tool) => {
      const parts = [tool.name, tool.description, JSON.stringify(inputJsonSchema(tool))];
      return [tool.name, parts.reduce((sum, part) => sum + encode(part).length, 0)] as const;
    });
    const all = tokens.reduce((sum, [, count]) => sum + count, 0);
    expect(all, JSON.stringify(Object.fromEntries(tokens))).toBeLessThanOrEqual(4000);
  });

  it.each(tools.map((tool) => [tool.name, tool] as const))(
    '%s takes nothing that it does not name',
    (_, tool) => {
      const result = tool.input.safeParse({ person: 'admin', role: 'admin' });
      expect(result.success ? [] : result.error.issues.map(({ code }) => code)).toContain(
        'unrecognized_keys',
      );
    },
  );

  it('include none that approves, applies or rejects', () => {
    expect(tools.filter((tool) => /approve|apply|reject|activate/.test(tool.name))).toEqual([]);
  });
});
