import { IconPhotoMinus, IconPhotoOff, type TablerIcon } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ConnectionStatus } from '@/entities/live/LiveConnection';
import { useLive } from '@/entities/live/LiveContext';
import { useZone } from '@/entities/site/zone';
import { useRenewEvidence } from '@/entities/violation/EvidenceTokens';
import { useLocale } from '@/lib/i18n/useLocale';
import { below } from '@/lib/root';
import { exactDay } from '@/lib/time/zonedTime';
import classes from './Violations.module.css';

const FIRST_RETRY_MS = 5_000;
const MAX_RETRY_MS = 60_000;

interface Props {
  src: string;
  alt: string;
  /** When retention removed the picture; it is not requested then. */
  removedAt: string | null;
  eager?: boolean;
}

interface Failure {
  src: string;
  /** Of the connection, when the picture failed. */
  status: ConnectionStatus;
  times: number;
  /** Until the next try. */
  waits: boolean;
}

/**
 * A picture behind a token that expires. When it does not load, new tokens are requested and it is tried again: at once
 * with another token or connection, otherwise after a delay that doubles.
 */
export function EvidencePicture({ src, alt, removedAt, eager = false }: Props) {
  const { t, locale } = useLocale();
  const zone = useZone();
  const renew = useRenewEvidence();
  const { status } = useLive();
  const [failure, setFailure] = useState<Failure | null>(null);
  const failed = failure?.src === src ? failure : null;
  const waits = failed !== null && failed.waits && failed.status === status;

  useEffect(() => {
    if (failure?.waits !== true) return;
    const wait = Math.min(FIRST_RETRY_MS * 2 ** (failure.times - 1), MAX_RETRY_MS);
    const timer = setTimeout(() => setFailure({ ...failure, waits: false }), wait);
    return () => clearTimeout(timer);
  }, [failure]);

  const onError = () => {
    setFailure({ src, status, times: (failed?.times ?? 0) + 1, waits: true });
    if (failed === null) renew();
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
      {!waits && (
        <img
          src={below(src)}
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
