import { useSearchParams } from 'react-router';
import type { Site } from '@/types/api';
import { useSites } from './useSites';

interface SiteFilter {
  /** Sites to choose from; empty when there is only one. */
  sites: Site[];
  /** The chosen one; null is all of them. */
  siteId: number | null;
  choose: (siteId: number | null) => void;
}

const NAME = 'site';

/** The site that a page is limited to, kept in the address. An unknown one is ignored. */
export function useSiteFilter(): SiteFilter {
  const [search, setSearch] = useSearchParams();
  const known = useSites();
  const sites = known.length > 1 ? known : [];
  const asked = Number(search.get(NAME) ?? Number.NaN);
  return {
    sites,
    siteId: sites.find(({ id }) => id === asked)?.id ?? null,
    choose: (siteId) =>
      setSearch((before) => {
        const next = new URLSearchParams(before);
        if (siteId === null) next.delete(NAME);
        else next.set(NAME, String(siteId));
        return next;
      }),
  };
}
