import type { GuardCheck } from '../../core/sending/guard-checks.ts';
import { spanText } from '../../program/schedule.ts';
import { day, moment } from './times.ts';
import { reasonWords } from './words.ts';

/** One guard with what it weighed: `1 of 3 emails in 7 days`. */
export function guardWords(check: GuardCheck): string {
  const until = check.until === undefined ? '' : `, until ${moment(check.until)}`;
  switch (check.guard) {
    case 'suppressed':
      return check.suppressed === null
        ? 'not suppressed'
        : `${check.passes ? 'suppressed for marketing only' : 'suppressed'} since ${day(check.suppressed.at)}: ${reasonWords(check.suppressed.reason)}`;
    case 'no_email':
      return check.email ? 'has an email address' : 'has no email address';
    case 'suppressed_domain':
      return check.passes ? 'address not of a suppressed domain' : 'address of a suppressed domain';
    case 'no_consent':
      return check.consent === null
        ? 'no consent to marketing on record'
        : `consent to marketing since ${day(check.consent.at)} (${reasonWords(check.consent.basis)})`;
    case 'halted':
      if (check.passes) return 'nothing halted';
      return check.targets.includes('*') ? 'all sending halted' : 'track halted';
    case 'cap':
    case 'account_cap': {
      const whose = check.guard === 'cap' ? '' : ' to its account';
      return `${check.sent.length} of ${check.limit} emails${whose} in ${check.days === 1 ? 'a day' : `${check.days} days`} used before${until}`;
    }
    case 'gap':
      return check.last === null
        ? `no email in the ${spanText(check.ms)} before`
        : `last email ${moment(check.last)}, ${spanText(check.ms)} apart at least${until}`;
    case 'holiday':
      return `${localText(check)}: ${check.passes ? 'no holiday' : 'a holiday'}${until}`;
    case 'send_window':
      return `${localText(check)}: ${check.passes ? 'within' : 'outside'} the sending hours${until}`;
    case 'quiet_hours':
      return `${localText(check)}: ${check.passes ? 'outside' : 'within'} the quiet hours${until}`;
  }
}

/** What let an email go, in a clause: the guards that a marketer asks about first. */
export function guardsPassed(checks: readonly GuardCheck[]): string {
  const asked = ['no_consent', 'cap', 'account_cap', 'gap', 'quiet_hours', 'send_window'];
  const told = checks.filter(({ guard, passes }) => passes && asked.includes(guard));
  return told.length > 0 ? told.map(guardWords).join(', ') : 'no guard held it back';
}

function localText({ local, zone }: Extract<GuardCheck, { local: string }>): string {
  return `${local.slice(11)} in ${zone}`;
}
