import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { RouterProvider } from 'react-router';
import { LocaleProvider, type LoadedTexts } from '@/lib/i18n/useLocale';
import { createQueryClient } from './queryClient';
import { createRouter } from './router';
import { ServicesProvider } from './ServicesProvider';
import { theme, variables } from './theme';

export function App({ texts }: { texts: LoadedTexts }) {
  const [client] = useState(createQueryClient);
  const [router] = useState(createRouter);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="dark">
      <LocaleProvider loaded={texts}>
        <ServicesProvider>
          <QueryClientProvider client={client}>
            <Suspense>
              <RouterProvider router={router} />
            </Suspense>
            <Notifications position="top-center" limit={3} />
          </QueryClientProvider>
        </ServicesProvider>
      </LocaleProvider>
    </MantineProvider>
  );
}
