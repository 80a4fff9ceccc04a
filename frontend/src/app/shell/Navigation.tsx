import { NavLink, useLocation } from 'react-router';
import { Wordmark } from '@/components/Wordmark';
import { useLocale } from '@/lib/i18n/useLocale';
import { useDestinations } from './destinations';
import classes from './Shell.module.css';

/** A rail on a wide screen; a bar at the bottom on a phone. */
export function Navigation() {
  const { t } = useLocale();
  const { pathname } = useLocation();
  const destinations = useDestinations();
  const above = destinations.find(({ to, under }) => under !== undefined && pathname.startsWith(to))?.under;
  return (
    <nav className={classes.rail} aria-label={t('nav.main')}>
      <div className={classes.mark}>
        <Wordmark />
      </div>
      {destinations
        .filter(({ under }) => under === undefined)
        .map(({ to, label, icon: Icon }) => (
          <NavLink key={to} to={to} className={classes.place ?? ''} data-above={to === above || undefined}>
            <Icon size={23} stroke={1.7} aria-hidden />
            {t(label)}
          </NavLink>
        ))}
    </nav>
  );
}
