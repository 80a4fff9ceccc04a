/** Every time zone that this browser knows, with `chosen` and UTC, which some browsers leave out. */
export function timeZones(chosen: string): string[] {
  return [...new Set(['UTC', chosen, ...Intl.supportedValuesOf('timeZone')])].sort();
}

/** "America/New York" instead of "America/New_York". */
export const zoneLabel = (zone: string): string => zone.replaceAll('_', ' ');

/** The browser's time zone. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The clock in `zone`; "–" for a zone that this browser does not know. */
export function clockIn(zone: string, at: number, locale: string): string {
  try {
    return new Intl.DateTimeFormat(locale, {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(at);
  } catch {
    return '–';
  }
}
