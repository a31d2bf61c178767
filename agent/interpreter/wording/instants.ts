/** `2026-03-18 12:30 UTC` of an instant in ISO 8601, which the turn then gives as the person's clock shows it. */
export function instantWords(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}
