import { canonicalJson, sha256Hex } from '../../../db/canonical.ts';
import type { Instant } from '../../core/types.ts';

/** What a row of the log says. */
export interface AuditRecord {
  /** 1, 2, 3 … without gaps. */
  n: number;
  at: Instant;
  action: string;
  by: string | null;
  via: string;
  address: string;
  agent: string;
  details: Readonly<Record<string, unknown>>;
}
/** As it is stored. */
export interface AuditRow extends AuditRecord {
  hash: string;
}
/** The number and the hash of the last row. */
export interface AuditHead {
  n: number;
  hash: string;
}

/** SHA-256 over the canonical JSON of the record and the hash of the row before it. */
export function chainHash(record: AuditRecord, previous: string): string {
  const { n, at, action, by, via, address, agent, details } = record;
  return sha256Hex(canonicalJson({ n, at, action, by, via, address, agent, details, previous }));
}
