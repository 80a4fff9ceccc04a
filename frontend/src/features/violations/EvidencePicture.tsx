import { useQueryClient } from '@tanstack/react-query';
import { IconPhotoMinus, IconPhotoOff, type TablerIcon } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocale } from '@/hooks/useLocale';
import { useZone } from '@/hooks/useMe';
import { keys } from '@/lib/liveCache';
import { exactDay } from '@/lib/zonedTime';
import classes from './Violations.module.css';

const ASK_AGAIN_AFTER_MS = 60_000;
let askedAt = 0;

interface Props {
  src: string;
  alt: string;
  /** When retention removed the picture; it is not asked for then. */
  removedAt: string | null;
  eager?: boolean;
}

/** A picture behind a token that ends: when it does not load, the lists are asked for new tokens, at most once a minute. */
export function EvidencePicture({ src, alt, removedAt, eager = false }: Props) {
  const { t, locale } = useLocale();
  const zone = useZone();
  const client = useQueryClient();
  const [failedSrc, setFailedSrc] = useState<string | null>(null);

  const onError = () => {
    setFailedSrc(src);
    if (Date.now() - askedAt < ASK_AGAIN_AFTER_MS) return;
    askedAt = Date.now();
    void client.invalidateQueries({ queryKey: keys.violationLists });
  };
  if (removedAt !== null) return <NoPicture icon={IconPhotoMinus} text={t('storage.picture_removed', { day: exactDay(removedAt, zone, locale) })} />;
  if (failedSrc === src) return <NoPicture icon={IconPhotoOff} text={t('violations.picture_gone')} />;
  return <img src={src} alt={alt} loading={eager ? 'eager' : 'lazy'} decoding="async" onError={onError} />;
}

function NoPicture({ icon: Icon, text }: { icon: TablerIcon; text: string }) {
  return (
    <span className={classes.noPicture} role="img" aria-label={text}>
      <Icon size={28} stroke={1.4} />
      {text}
    </span>
  );
}
