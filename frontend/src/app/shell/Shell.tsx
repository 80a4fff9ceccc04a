import { useDisclosure } from '@mantine/hooks';
import { Outlet, useNavigate } from 'react-router';
import { useFreshEvidence } from '@/entities/violation/EvidenceTokens';
import { useLive } from '../LiveProvider';
import { useLocale } from '@/lib/i18n/useLocale';
import { useSequence } from '@/lib/dom/useShortcuts';
import { DiskStrip } from './DiskAlert';
import { KeysHelp } from './ShortcutHelp';
import { Navigation } from './Navigation';
import { places } from './destinations';
import { Palette } from './CommandPalette';
import classes from './Shell.module.css';
import { TopBar } from './TopBar';

/** What surrounds every page: where I am, whether the system sees, and the ways to go elsewhere. */
export function Shell() {
  const { t } = useLocale();
  const { status } = useLive();
  const navigate = useNavigate();
  useFreshEvidence();
  const [keysShown, keysHelp] = useDisclosure();

  const jumps = places.map(({ key, to }): [string, () => void] => [`g ${key}`, () => void navigate(to)]);
  useSequence({ ...Object.fromEntries(jumps), '?': keysHelp.open });

  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#page">
        {t('shell.skip')}
      </a>
      <Navigation />
      <div className={classes.column}>
        <TopBar onKeys={keysHelp.open} />
        {status === 'lost' && (
          <p className={classes.lost} role="status">
            {t('shell.lost_detail')}
          </p>
        )}
        <DiskStrip />
        <main id="page" className={classes.page} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <Palette />
      <KeysHelp opened={keysShown} onClose={keysHelp.close} />
    </div>
  );
}
