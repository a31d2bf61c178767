import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { kindOfFile, readRecords } from './read-records.ts';

async function read(name: string, text: string | Buffer) {
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

  it('loses no record by a stray quotation mark but its own', async () => {
    const stray = [
      'email,name',
      'a@lead.example,Imp "Two" and "Three"',
      'b@lead.example,"B" x',
      'c@lead.example, "C" ',
      'd@lead.example,"D',
      'e@lead.example,"E"',
      'f@lead.example,"F ""f""\nand so on"',
      'g@lead.example,"G',
      'h@lead.example,H\n\n',
    ].join('\n');
    const records = await read('leads.csv', stray);
    const misplaced = 'has a quotation mark where none can be';
    const open = 'has a quotation mark that is not closed';
    expect(records.sort((a, b) => a.line - b.line)).toEqual([
      { line: 2, fault: misplaced },
      { line: 3, fault: misplaced },
      { line: 4, record: { email: 'c@lead.example', name: 'C' } },
      { line: 5, fault: open },
      { line: 6, record: { email: 'e@lead.example', name: 'E' } },
      { line: 7, record: { email: 'f@lead.example', name: 'F "f"\nand so on' } },
      { line: 9, fault: open },
      { line: 10, record: { email: 'h@lead.example', name: 'H' } },
    ]);
    await expect(read('leads.csv', 'email,"na"me\na,b\n')).rejects.toMatchObject({ code: 'import.header' });
  });

  it('is refused by line where it is not UTF-8, and whole where its first line is not', async () => {
    const latin1 = Buffer.from(
      'email,name\na@lead.example,A\nb@lead.example,Ren\xe9\nc@lead.example,C\n',
      'latin1',
    );
    expect(await read('leads.csv', latin1)).toEqual([
      { line: 2, record: { email: 'a@lead.example', name: 'A' } },
      { line: 3, fault: expect.stringContaining('is not UTF-8') },
      { line: 4, record: { email: 'c@lead.example', name: 'C' } },
    ]);
    const header = Buffer.from('email,pr\xe9nom\na@lead.example,A\n', 'latin1');
    await expect(read('leads.csv', header)).rejects.toThrow(/Line 1 is not UTF-8/);
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

it('an NDJSON line that is not UTF-8 is refused by its number', async () => {
  const bytes = Buffer.from('{"event":"x"}\n{"event":"\xe9"}\n', 'latin1');
  expect(await read('events.ndjson', bytes)).toEqual([
    { line: 1, record: { event: 'x' } },
    { line: 2, fault: expect.stringContaining('is not UTF-8') },
  ]);
});

it('a file of another kind is refused by its name', () => {
  expect(() => kindOfFile('leads.xlsx')).toThrow(/neither .csv/);
});
