import { dayAfter, dayBegins } from '@/lib/time/calendarDay';

/** Which chain of entries, and which of its entries. Empty is any. Days are the site's, the last one included. */
export interface AuditFilters {
  chain: 'company' | 'installation';
  action: string;
  actor: string;
  target: string;
  from: string;
  to: string;
}

export const NO_FILTERS: AuditFilters = { chain: 'company', action: '', actor: '', target: '', from: '', to: '' };

const FIELDS = ['action', 'actor', 'target', 'from', 'to'] as const;
/** As the backend bounds it. */
const LONGEST = 80;
/** Days of the years that the backend takes. */
export const isDay = (text: string): boolean =>
  text >= '2000-01-01' && text <= '2199-12-31' && dayBegins(text, 'UTC') !== null;

/** From the address bar; what cannot be used is ignored. */
export function filtersFrom(search: URLSearchParams): AuditFilters {
  const text = (name: string) => (search.get(name) ?? '').slice(0, LONGEST);
  const day = (name: string) => (isDay(text(name)) ? text(name) : '');
  return {
    chain: search.get('of') === 'installation' ? 'installation' : 'company',
    action: text('action'),
    actor: text('actor'),
    target: text('target'),
    from: day('from'),
    to: day('to'),
  };
}

export function filtersInto(filters: AuditFilters): URLSearchParams {
  const search = new URLSearchParams();
  if (filters.chain === 'installation') search.set('of', 'installation');
  for (const name of FIELDS) if (filters[name] !== '') search.set(name, filters[name]);
  return search;
}

export const isFiltered = (filters: AuditFilters): boolean => FIELDS.some((name) => filters[name] !== '');

/** As the backend takes them. */
export function queryOf(filters: AuditFilters, zone: string): URLSearchParams {
  const query = new URLSearchParams();
  const begins = filters.from === '' ? null : dayBegins(filters.from, zone);
  const ends = filters.to === '' ? null : dayBegins(dayAfter(filters.to), zone);
  if (begins !== null) query.set('from', begins.toISOString());
  if (ends !== null) query.set('to', ends.toISOString());
  for (const name of ['action', 'actor', 'target'] as const)
    if (filters[name].trim() !== '') query.set(name, filters[name].trim());
  return query;
}
