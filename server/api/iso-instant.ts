/** How answers tell instants; the store and the engine count milliseconds since the epoch. */
export function isoInstant(ms: number): string {
  return new Date(ms).toISOString();
}
