/** One difference between two programs. */
export interface DiffLine {
  /** The edit path that holds it: `tracks/smb-fast-track`, `scoring/rules/pricing-visit`. */
  path: string;
  change: 'added' | 'removed' | 'changed';
  /** What differs, as a marketer calls it: `Track “SMB awareness”`, `Scoring`. */
  subject: string;
  /** How, in plain words, without a full stop. */
  text: string;
}
