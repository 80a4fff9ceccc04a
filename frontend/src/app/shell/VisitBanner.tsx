import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconEye } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { useLocale } from '@/lib/i18n/useLocale';
import { useSession, useSessionState } from '@/lib/session/useSession';
import { ownZone } from '@/lib/time/timeZones';
import { shortTime } from '@/lib/time/zonedTime';
import { useNow } from '@/lib/time/useNow';
import classes from './Shell.module.css';

/** While another company is visited: which, until when, and the way back. When its time is over one is back as well. */
export function VisitBanner() {
  const { t, locale } = useLocale();
  const navigate = useNavigate();
  const session = useSession();
  const { visit } = useSessionState();
  const now = useNow(10_000);
  const earlier = useRef(visit);
  const isOver = visit !== null && now >= Date.parse(visit.until);
  useEffect(() => {
    if (isOver) session.endVisit();
  }, [isOver, session]);
  useEffect(() => {
    if (earlier.current !== null && visit === null) {
      notifications.show({ message: t('companies.visit_ended') });
      void navigate('/administration/companies');
    }
    earlier.current = visit;
  }, [visit, navigate, t]);
  if (visit === null) return null;
  const time = shortTime(visit.until, ownZone(), locale, now);
  return (
    <div className={classes.visit} role="status">
      <IconEye size={18} aria-hidden />
      <span>{t('companies.visiting', { name: visit.company, time })}</span>
      <Button size="compact-sm" variant="default" onClick={session.endVisit}>
        {t('companies.visit_end')}
      </Button>
    </div>
  );
}
