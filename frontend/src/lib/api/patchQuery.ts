import type { QueryClient, QueryKey } from '@tanstack/react-query';

/** Apply `change` to cached data, and again after a request in flight is answered: that answer may be older. */
export function patchQuery(client: QueryClient, key: QueryKey, change: () => void): void {
  change();
  const cache = client.getQueryCache();
  const query = cache.find({ queryKey: key, exact: true });
  if (query?.state.fetchStatus !== 'fetching') return;
  const stop = cache.subscribe(({ query: changed, type }) => {
    if (changed !== query) return;
    if (type === 'removed') stop();
    else if (query.state.fetchStatus !== 'fetching') {
      stop();
      change();
    }
  });
}
