import { QueryClient } from '@tanstack/react-query';
import { asProblem, isPassing } from '@/lib/api/problem';

/** Retries only failures that may be temporary. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => failures < 2 && isPassing(asProblem(error)),
        retryDelay: (attempt) => 500 * 2 ** attempt,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
