import type { AuditFault, AuditVerification } from './verify.ts';

/** Whether nothing speaks against the log, the head that was asked for included. */
export function isIntact({ fault, noted }: AuditVerification): boolean {
  return fault === undefined && noted?.n !== null;
}

/** What the check of the log found, one line a finding. */
export function verificationWords({ verified, head, fault, noted }: AuditVerification): string[] {
  const rows = `${verified} ${verified === 1 ? 'row' : 'rows'}`;
  return [
    fault
      ? `${faultWords(fault)} The ${rows} before are as they were recorded.`
      : `${rows}, all as recorded.`,
    ...(noted ? [notedWords(noted)] : []),
    ...(fault ? [] : [`Head: ${head.hash} (row ${head.n}). Note it elsewhere; check later with --head.`]),
  ];
}

function faultWords({ kind, n, at }: AuditFault): string {
  switch (kind) {
    case 'changed':
      return `Row ${n} was changed, or one before it was taken out and the rest renumbered.`;
    case 'reordered':
      return `Row ${n} is not the one recorded under this number, which stands at ${at} now.`;
    case 'missing':
      return `Row ${n} is missing.`;
    case 'appended':
      return `Row ${n} was not written by Trellis: it stands behind the head of the log.`;
    case 'head':
      return `The head of the log is not its last row, ${n}: rows behind it are missing, or the head was changed.`;
  }
}

function notedWords({ hash, n }: NonNullable<AuditVerification['noted']>): string {
  return n === null
    ? `The head ${hash.slice(0, 12)}… is not in this log: it was rewritten, or is another installation's.`
    : `The head ${hash.slice(0, 12)}… is row ${n}: what was recorded until then is unchanged.`;
}
