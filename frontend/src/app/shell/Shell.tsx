import { Skeleton } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { lazy, Suspense, useState } from 'react';
import { Outlet, useNavigate } from 'react-router';
import { useLive } from '@/entities/live/LiveContext';
import { useShortcuts } from '@/lib/dom/useShortcuts';
import { useLocale } from '@/lib/i18n/useLocale';
import { useDestinations } from './destinations';
import { DiskAlert } from './DiskAlert';
import { Navigation } from './Navigation';
import classes from './Shell.module.css';
import { ShortcutHelp } from './ShortcutHelp';
import { TopBar } from './TopBar';
import { VisitBanner } from './VisitBanner';

/** Loaded when it is first opened. */
const CommandPalette = lazy(async () => ({ default: (await import('./CommandPalette')).CommandPalette }));

/** The frame around every page: navigation, status bar, warnings and shortcuts. */
export function Shell() {
  const { t } = useLocale();
  const { status } = useLive();
  const navigate = useNavigate();
  const [keysShown, keysHelp] = useDisclosure();
  const [paletteAsked, setPaletteAsked] = useState(0);
  const openPalette = () => setPaletteAsked((times) => times + 1);

  const jumps = useDestinations().map(({ key, to }): [string, () => void] => [`g ${key}`, () => void navigate(to)]);
  useHotkeys([['mod+K', openPalette]]);
  useShortcuts({ ...Object.fromEntries(jumps), '?': keysHelp.open });

  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#page">
        {t('shell.skip')}
      </a>
      <Navigation />
      <div className={classes.column}>
        <TopBar onKeys={keysHelp.open} onSearch={openPalette} />
        {status === 'lost' && (
          <p className={classes.lost} role="status">
            {t('shell.lost_detail')}
          </p>
        )}
        <VisitBanner />
        <DiskAlert />
        <main id="page" className={classes.page} tabIndex={-1}>
          <Suspense fallback={<Skeleton height={240} radius="md" role="status" aria-label={t('common.loading')} />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      {paletteAsked > 0 && (
        <Suspense>
          <CommandPalette asked={paletteAsked} />
        </Suspense>
      )}
      <ShortcutHelp opened={keysShown} onClose={keysHelp.close} />
    </div>
  );
}
