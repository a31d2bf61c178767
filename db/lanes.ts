/** Lead-owned tables are keyed by lane first; 256 lanes, fixed for ever (changing it means re-keying). */
export const LANES = 256;

/** The lane of a lead (0-255): the first byte of its UUID. */
export function laneOfLead(id: string): number {
  return Number.parseInt(id.slice(0, 2), 16);
}

/** The lane of an identity value, message id or account id (0-255): FNV-1a over its UTF-16 code units, low byte. */
export function laneOfValue(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash & 255;
}
