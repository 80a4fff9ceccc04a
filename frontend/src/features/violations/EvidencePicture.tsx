import { useQueryClient } from '@tanstack/react-query';
import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocale } from '@/hooks/useLocale';
import { keys } from '@/lib/liveCache';
import classes from './Violations.module.css';

const ASK_AGAIN_AFTER_MS = 60_000;
let askedAt = 0;

/** A picture behind a token that ends: when it does not load, the lists are asked for new tokens, at most once a minute. */
export function EvidencePicture({ src, alt, eager = false }: { src: string; alt: string; eager?: boolean }) {
  const { t } = useLocale();
  const client = useQueryClient();
  const [failedSrc, setFailedSrc] = useState<string | null>(null);

  const onError = () => {
    setFailedSrc(src);
    if (Date.now() - askedAt < ASK_AGAIN_AFTER_MS) return;
    askedAt = Date.now();
    void client.invalidateQueries({ queryKey: keys.violationLists });
  };
  if (failedSrc === src) {
    return (
      <span className={classes.noPicture} role="img" aria-label={t('violations.picture_gone')}>
        <IconPhotoOff size={28} stroke={1.4} />
        {t('violations.picture_gone')}
      </span>
    );
  }
  return <img src={src} alt={alt} loading={eager ? 'eager' : 'lazy'} decoding="async" onError={onError} />;
}
