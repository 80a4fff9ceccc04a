import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { createMemoryRouter, MemoryRouter, RouterProvider } from 'react-router';
import { LocaleProvider } from '@/lib/i18n/useLocale';

const newClient = () => new QueryClient({ defaultOptions: { queries: { retry: false } } });

function draw(content: ReactNode, client: QueryClient) {
  return render(
    <MantineProvider env="test">
      <LocaleProvider>
        <QueryClientProvider client={client}>{content}</QueryClientProvider>
      </LocaleProvider>
    </MantineProvider>,
  );
}

/** Draws as the app does, with an empty cache that asks nobody twice. */
export function renderPage(page: ReactNode, { path = '/', client = newClient() } = {}) {
  return { ...draw(<MemoryRouter initialEntries={[path]}>{page}</MemoryRouter>, client), client };
}

/** The same for a page that reads its address or holds back who leaves; every other address says "Elsewhere". */
export function renderRoute(route: string, path: string, page: ReactNode) {
  const router = createMemoryRouter(
    [
      { path: route, element: page },
      { path: '*', element: 'Elsewhere' },
    ],
    { initialEntries: [path] },
  );
  return draw(<RouterProvider router={router} />, newClient());
}
