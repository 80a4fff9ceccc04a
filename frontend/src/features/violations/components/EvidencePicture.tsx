import { useQueryClient } from '@tanstack/react-query';
import { IconPhotoMinus, IconPhotoOff, type TablerIcon } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useLive } from '@/app/LiveProvider';
import { useLocale } from '@/lib/i18n/useLocale';
import { useZone } from '@/entities/user/api/getMe';
import { keys } from '@/entities/violation/violationCache';
import type { ConnectionStatus } from '@/entities/live/LiveConnection';
import { exactDay } from '@/lib/time/zonedTime';
import classes from './Violations.module.css';

const ASK_AGAIN_AFTER_MS = 60_000;
let askedAt = 0;

const FIRST_AGAIN_AFTER_MS = 5_000;
const LONGEST_WAIT_MS = 60_000;

interface Props {
  src: string;
  alt: string;
  /** When retention removed the picture; it is not asked for then. */
  removedAt: string | null;
  eager?: boolean;
}

interface Failure {
  src: string;
  /** Of the connection, when it failed. */
  status: ConnectionStatus;
  times: number;
  /** Not to be tried now. */
  rests: boolean;
}

/**
 * A picture behind a token that ends. When it does not load, new tokens are asked for, at most once a minute, and it is
 * tried again: with another token or connection at once, else after a while that doubles.
 */
export function EvidencePicture({ src, alt, removedAt, eager = false }: Props) {
  const { t, locale } = useLocale();
  const zone = useZone();
  const client = useQueryClient();
  const { status } = useLive();
  const [failure, setFailure] = useState<Failure | null>(null);
  const failed = failure?.src === src ? failure : null;
  const rests = failed !== null && failed.rests && failed.status === status;

  useEffect(() => {
    if (failure?.rests !== true) return;
    const wait = Math.min(FIRST_AGAIN_AFTER_MS * 2 ** (failure.times - 1), LONGEST_WAIT_MS);
    const timer = setTimeout(() => setFailure({ ...failure, rests: false }), wait);
    return () => clearTimeout(timer);
  }, [failure]);

  const onError = () => {
    setFailure({ src, status, times: (failed?.times ?? 0) + 1, rests: true });
    if (failed !== null || Date.now() - askedAt < ASK_AGAIN_AFTER_MS) return;
    askedAt = Date.now();
    void client.invalidateQueries({ queryKey: keys.allViolations });
  };
  if (removedAt !== null)
    return (
      <NoPicture
        icon={IconPhotoMinus}
        text={t('storage.picture_removed', { day: exactDay(removedAt, zone, locale) })}
      />
    );
  return (
    <>
      {failed !== null && <NoPicture icon={IconPhotoOff} text={t('violations.picture_gone')} />}
      {!rests && (
        <img
          src={src}
          alt={alt}
          loading={eager || failed !== null ? 'eager' : 'lazy'}
          decoding="async"
          onError={onError}
          onLoad={() => setFailure(null)}
          {...(failed !== null && { style: { display: 'none' } })}
        />
      )}
    </>
  );
}

function NoPicture({ icon: Icon, text }: { icon: TablerIcon; text: string }) {
  return (
    <span className={classes.noPicture} role="img" aria-label={text}>
      <Icon size={28} stroke={1.4} />
      {text}
    </span>
  );
}
