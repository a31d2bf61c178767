import { armsWords } from '../engine/backtest/explain/arms-words.ts';
import type { LeadExplanation } from '../engine/backtest/explain/lead.ts';
import {
  consentWords,
  decisionWords,
  emailWords,
  holdWords,
  reasonWords,
  scoreWords,
  whyNotWords,
} from '../engine/backtest/explain/words.ts';
import { print, printTable, when } from './output.ts';

/** A lead as it stands: tracks, emails, score, last decisions. */
export function showLead(lead: LeadExplanation): void {
  const { fields, score } = lead;
  print(`${fields.email ?? lead.id}  ${lead.journey}, ${lead.lifecycle}, score ${score.total}`);
  if (lead.account) print(`account ${lead.account.id}: ${pairs(lead.account.fields)}`);
  print(pairs(fields));
  print(`segments: ${lead.segments.join(', ') || 'none'}`);
  const consents = Object.entries(lead.consent).map(
    ([purpose, consent]) => `${purpose} (${consent.basis}, ${when(consent.at)})`,
  );
  print(`consent: ${consents.join(', ') || 'none on record'}`);
  for (const [purpose, at] of Object.entries(lead.withdrawn)) print(`WITHDRAWN ${when(at)}: ${purpose}`);
  for (const record of lead.consentRecords) print(`  ${consentWords(record)}`);
  if (lead.suppressed)
    print(`SUPPRESSED since ${when(lead.suppressed.at)}: ${reasonWords(lead.suppressed.reason)}`);
  if (lead.fault) print(`PARKED: ${lead.fault}`);
  for (const { id, at, by } of lead.merged)
    print(`merged ${when(at)} ${by === 'identity' ? 'by what events said' : `by ${by}`}: lead ${id}`);
  print('\nTracks');
  printTable(
    ['track', 'step', 'status', 'since', 'because', 'next', 'held or waiting for'],
    lead.enrolments.map((enrolment) => [
      enrolment.track,
      enrolment.step,
      enrolment.reason ? `${enrolment.status} (${reasonWords(enrolment.reason)})` : enrolment.status,
      when(enrolment.startedAt),
      enrolment.startedBy,
      when(enrolment.nextDueAt),
      enrolment.held ? holdWords(enrolment.held) : enrolment.waitsFor,
    ]),
  );
  if (lead.cadence) {
    const { id, at, until } = lead.cadence;
    print(`cadence ${id} since ${when(at)}${until === undefined ? '' : ` until ${when(until)}`}`);
  }
  if (lead.heldOut) print('HELD OUT: no track takes it');
  for (const line of armsWords(lead)) print(line);
  for (const answer of lead.notOn) print(`not on ${answer.track}: ${whyNotWords(answer)}`);
  print('\nEmails');
  printTable(
    ['decided', 'track', 'step', 'item', 'what became of it'],
    lead.emails.map((email) => [
      when(email.decidedAt),
      email.track,
      email.step,
      email.item,
      emailWords(email),
    ]),
    100,
  );
  print(`\nScore: ${score.total}, the sum of its ledger (${score.ledgerSum})`);
  for (const model of score.models) print(scoreWords(model));
  printTable(
    ['at', 'points', 'score', 'rule', 'event'],
    score.ledger.map((entry) => [when(entry.at), entry.points, entry.model, entry.rule, entry.event]),
  );
  print('\nLast decisions');
  printTable(
    ['at', 'input', 'what was decided'],
    lead.decisions.map((decision) => [
      when(decision.at),
      decision.event ?? decision.kind,
      decisionWords(decision),
    ]),
    200,
  );
}

function pairs(fields: LeadExplanation['fields']): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');
}
