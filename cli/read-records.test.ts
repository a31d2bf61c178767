import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { kindOfFile, readRecords } from './read-records.ts';

async function read(name: string, text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'trellis-read-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, name);
  writeFileSync(path, text);
  return Array.fromAsync(readRecords(path, kindOfFile(path)));
}

describe('a CSV file', () => {
  it('gives records with the line they begin at, through quotes, breaks, blanks and a byte order mark', async () => {
    const text =
      '\ufeffemail,note\r\na@lead.example,"two\r\nlines, one ""cell"""\r\n\r\nb@lead.example,é\r\n';
    expect(await read('leads.csv', text)).toEqual([
      { line: 2, record: { email: 'a@lead.example', note: 'two\nlines, one "cell"' } },
      { line: 5, record: { email: 'b@lead.example', note: 'é' } },
    ]);
  });

  it('tells the line of a row with too few or too many cells and goes on', async () => {
    const records = await read(
      'leads.csv',
      'email,name\na@lead.example\nb@lead.example,B,x\nc@lead.example,C\n',
    );
    const fault = 'has another number of columns than the first line';
    expect(records).toEqual([
      { line: 2, fault },
      { line: 3, fault },
      { line: 4, record: { email: 'c@lead.example', name: 'C' } },
    ]);
  });

  it('is refused whole when a column has no name or stands twice', async () => {
    await expect(read('leads.csv', 'email,email\na,b\n')).rejects.toMatchObject({ code: 'import.header' });
    await expect(read('leads.csv', 'email,\na,b\n')).rejects.toMatchObject({ code: 'import.header' });
  });
});

describe('an NDJSON file', () => {
  it('gives a record a line and tells which is not JSON', async () => {
    expect(await read('events.ndjson', '{"event":"x"}\n\nnonsense\n{"event":"y"}')).toEqual([
      { line: 1, record: { event: 'x' } },
      { line: 3, fault: 'is not JSON' },
      { line: 4, record: { event: 'y' } },
    ]);
  });
});

it('a file of another kind is refused by its name', () => {
  expect(() => kindOfFile('leads.xlsx')).toThrow(/neither .csv/);
});
