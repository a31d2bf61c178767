export interface Place {
  country: string;
  region: 'europe' | 'north-america' | 'asia-pacific';
  timeZone: string;
  language: string;
}

/** Where accounts are, with how many of a hundred. */
export const places: readonly (readonly [Place, number])[] = [
  [{ country: 'US', region: 'north-america', timeZone: 'America/New_York', language: 'en' }, 20],
  [{ country: 'US', region: 'north-america', timeZone: 'America/Chicago', language: 'en' }, 10],
  [{ country: 'US', region: 'north-america', timeZone: 'America/Los_Angeles', language: 'en' }, 10],
  [{ country: 'CA', region: 'north-america', timeZone: 'America/Toronto', language: 'en' }, 6],
  [{ country: 'GB', region: 'europe', timeZone: 'Europe/London', language: 'en' }, 14],
  [{ country: 'DE', region: 'europe', timeZone: 'Europe/Berlin', language: 'de' }, 12],
  [{ country: 'AT', region: 'europe', timeZone: 'Europe/Vienna', language: 'de' }, 4],
  [{ country: 'FR', region: 'europe', timeZone: 'Europe/Paris', language: 'fr' }, 7],
  [{ country: 'NL', region: 'europe', timeZone: 'Europe/Amsterdam', language: 'en' }, 4],
  [{ country: 'SE', region: 'europe', timeZone: 'Europe/Stockholm', language: 'en' }, 3],
  [{ country: 'AU', region: 'asia-pacific', timeZone: 'Australia/Sydney', language: 'en' }, 6],
  [{ country: 'SG', region: 'asia-pacific', timeZone: 'Asia/Singapore', language: 'en' }, 4],
];
