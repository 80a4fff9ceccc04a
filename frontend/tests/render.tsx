import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router';
import { LocaleProvider } from '@/hooks/useLocale';

/** Draws as the app does, with an empty cache that asks nobody twice. */
export function renderPage(page: ReactNode, { path = '/', client = new QueryClient({ defaultOptions: { queries: { retry: false } } }) } = {}) {
  const view = render(
    <MantineProvider env="test">
      <LocaleProvider>
        <QueryClientProvider client={client}>
          <MemoryRouter initialEntries={[path]}>{page}</MemoryRouter>
        </QueryClientProvider>
      </LocaleProvider>
    </MantineProvider>,
  );
  return { ...view, client };
}
