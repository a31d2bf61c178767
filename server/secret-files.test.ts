import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { sameSecret } from './auth/secrets.ts';
import { secretOf, writeSecretFile } from './secret-files.ts';

let home: string;
beforeEach(() => {
  const parent = mkdtempSync(join(tmpdir(), 'trellis-secrets-'));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  home = join(parent, 'home');
});
const mode = (path: string) => statSync(path).mode & 0o777;

describe('a secret file', () => {
  it('is made once, for its owner only, in a folder for its owner only', () => {
    const secret = secretOf(home, 'terminal.key');
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(secretOf(home, 'terminal.key')).toBe(secret);
    expect([mode(home), mode(join(home, 'terminal.key'))]).toEqual([0o700, 0o600]);
    expect(readdirSync(home)).toEqual(['terminal.key']);
  });

  it.each(['', '\n', 'short', 'x'.repeat(42)])('that holds %j is refused', (content) => {
    secretOf(home, 'terminal.key');
    writeFileSync(join(home, 'terminal.key'), content);
    expect(() => secretOf(home, 'terminal.key')).toThrow(
      expect.objectContaining({
        code: 'home.bad_secret',
        message: expect.stringContaining('Delete the file'),
      }),
    );
  });

  it('is replaced as a whole, without the mode of the one before, and leaves no draft', () => {
    writeSecretFile(home, 'write.key', 'one');
    const path = join(home, 'write.key');
    rmSync(path);
    writeFileSync(path, 'open to all', { mode: 0o644 });
    const before = statSync(path).ino;
    writeSecretFile(home, 'write.key', 'two');
    expect([readFileSync(path, 'utf8'), mode(path)]).toEqual(['two', 0o600]);
    expect(statSync(path).ino).not.toBe(before);
    expect(readdirSync(home)).toEqual(['write.key']);
  });

  it('that cannot be put in its place leaves no draft either', () => {
    secretOf(join(home, 'terminal.key'), 'x');
    expect(() => writeSecretFile(home, 'terminal.key', 'x')).toThrow(/EISDIR|ENOTEMPTY|EEXIST|EPERM/);
    expect(readdirSync(home)).toEqual(['terminal.key']);
    expect(existsSync(join(home, 'terminal.key', 'x'))).toBe(true);
  });
});

describe('sameSecret', () => {
  it('takes nothing for the same as an empty secret', () => {
    expect(sameSecret('', '')).toBe(false);
    expect(sameSecret('a', 'a')).toBe(true);
    expect(sameSecret('a', 'b')).toBe(false);
  });
});
