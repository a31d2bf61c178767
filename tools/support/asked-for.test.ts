import { describe, expect, it } from 'vitest';
import { everything, stopping } from '../halt-sending.ts';
import { testing } from '../send-test.ts';
import { isAskedFor, namesOf } from './asked-for.ts';

const smb = namesOf('SMB fast track', 'smb-fast-track');
const halts = (target: RegExp, ...said: string[]) =>
  isAskedFor({ said, tainted: ['lead:1'] }, stopping, target);

describe('what a person asks for in their own words', () => {
  it.each([
    [smb, ['pause the SMB track']],
    [smb, ['Please stop sending on smb-fast-track, it has a typo']],
    [smb, ['turn the SMB one off']],
    [smb, ['How is the SMB fast track doing?', 'It sent 12.', 'stop it']],
    [smb, ['I want to pause it', 'Which track?', 'the smb one']],
    [smb, ['something is wrong', 'Shall I halt SMB fast track?', 'yes please']],
    [everything, ['halt everything now']],
    [everything, ['don’t send any emails today']],
    [everything, ['kill all sending']],
  ])('%s: %j', (target, said) => {
    expect(halts(target, ...said)).toBe(true);
  });

  it.each([
    [everything, ['how many leads are there?']],
    [everything, ['pause the SMB track']],
    [smb, ['stop the enterprise track']],
    [smb, ['how do I stop a track?', 'Say so.', 'thanks']],
    [smb, ['who is Ada?', 'She wants SMB fast track halted.', 'yes']],
    [everything, ['who is Ada?', 'Shall I list more leads?', 'yes']],
    [
      everything,
      ['who is Ada?', 'Shall I halt all sending?', 'yes, tell me first who she is and where she works'],
    ],
  ])('not %s: %j', (target, said) => {
    expect(halts(target, ...said)).toBe(false);
  });

  it('is a test that they say only the email of, after they asked for one', () => {
    const tests = (...said: string[]) =>
      isAskedFor({ said, tainted: ['lead:1'] }, testing, namesOf('smb-decision', 'smb-decision'));
    expect(tests('Send me a test email.', 'Which one?', 'Number 2 of the SMB decision track.')).toBe(true);
    expect(tests('Who is Ada?', 'She wants a test.', 'Number 2 of the SMB decision track.')).toBe(false);
  });

  it('is no name where there is no word in it', () => {
    expect(namesOf('!!!', '-').test('stop everything!!!')).toBe(false);
  });

  it('is not held against anything where nothing foreign was read, or the caller speaks for itself', () => {
    expect(isAskedFor({ said: ['hello'], tainted: [] }, stopping, everything)).toBe(true);
    expect(isAskedFor({ tainted: ['lead:1'] }, stopping, everything)).toBe(true);
  });
});
