import { Text, Tooltip, type TextProps } from '@mantine/core';
import { useLocale } from '@/lib/i18n/useLocale';
import { useNow } from '@/lib/time/useNow';
import { exactTime, relativeTime } from '@/lib/time/zonedTime';
import { useZone } from './zone';

/** "3 min ago", with the exact time at the site on hover. */
export function TimeAgo({ at, ...text }: { at: string } & TextProps) {
  const { locale } = useLocale();
  const zone = useZone();
  const now = useNow(10_000);
  return (
    <Tooltip label={exactTime(at, zone, locale)}>
      <Text span {...text}>
        <time dateTime={at}>{relativeTime(Date.parse(at), Math.max(now, Date.parse(at)), locale)}</time>
      </Text>
    </Tooltip>
  );
}
