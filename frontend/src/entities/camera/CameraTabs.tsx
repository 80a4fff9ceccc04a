import { NavLink } from 'react-router';
import { useLocale } from '@/lib/i18n/useLocale';
import classes from './CameraTabs.module.css';

/** Tabs between cameras and their schedules. */
export function CameraTabs() {
  const { t } = useLocale();
  return (
    <nav className={classes.tabs} aria-label={t('nav.cameras')}>
      <NavLink to="/cameras">{t('nav.cameras')}</NavLink>
      <NavLink to="/schedules">{t('nav.schedules')}</NavLink>
    </nav>
  );
}
