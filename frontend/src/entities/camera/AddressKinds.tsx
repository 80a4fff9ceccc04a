import { Code, Stack, Text } from '@mantine/core';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Key } from '@/locales';

const KINDS: { label: Key; example: string }[] = [
  { label: 'cameras.kind_rtsp', example: 'rtsp://user:password@192.168.1.20:554/stream1' },
  { label: 'cameras.kind_http', example: 'http://192.168.1.21/video.mjpg' },
  { label: 'cameras.kind_snapshot', example: 'http://192.168.1.21/snap.jpg' },
  { label: 'cameras.kind_file', example: 'file:/videos/gate.mp4' },
  { label: 'cameras.kind_device', example: 'device:0' },
];

/** Examples of the kinds of address that work. */
export function AddressKinds() {
  const { t } = useLocale();
  return (
    <Stack gap="xs" ta="left" w="100%">
      {KINDS.map(({ label, example }) => (
        <div key={label}>
          <Text size="xs" c="dimmed">
            {t(label)}
          </Text>
          <Code block={false} style={{ overflowWrap: 'anywhere' }}>
            {example}
          </Code>
        </div>
      ))}
    </Stack>
  );
}
