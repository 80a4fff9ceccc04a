import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { createMemoryRouter, MemoryRouter, RouterProvider } from 'react-router';
import { ServicesProvider } from '@/app/ServicesProvider';
import { LiveContext, type Live } from '@/entities/live/LiveContext';
import { LocaleProvider } from '@/lib/i18n/useLocale';
import { en } from '@/locales';
import { id } from '@/locales/id';

const CONNECTING: Live = { status: 'connecting', connection: null };
const newClient = () => new QueryClient({ defaultOptions: { queries: { retry: false } } });

/** Texts in the remembered language, of which both are loaded. */
export function WithTexts({ children }: { children: ReactNode }) {
  return <LocaleProvider loaded={{ en, id }}>{children}</LocaleProvider>;
}

/** What the app provides, around a hook. */
export function wrapperFor(client: QueryClient, live: Live = CONNECTING) {
  return function Wrapper({ children }: { children: ReactNode }) {
    return (
      <WithTexts>
        <ServicesProvider>
          <QueryClientProvider client={client}>
            <LiveContext value={live}>{children}</LiveContext>
          </QueryClientProvider>
        </ServicesProvider>
      </WithTexts>
    );
  };
}

function draw(content: ReactNode, client: QueryClient, live?: Live) {
  const Wrapper = wrapperFor(client, live);
  return render(
    <MantineProvider env="test">
      <Wrapper>{content}</Wrapper>
    </MantineProvider>,
  );
}

/** Draws as the app does, with an empty cache that asks nobody twice. */
export function renderPage(page: ReactNode, { path = '/', client = newClient(), live = CONNECTING } = {}) {
  return { ...draw(<MemoryRouter initialEntries={[path]}>{page}</MemoryRouter>, client, live), client };
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
