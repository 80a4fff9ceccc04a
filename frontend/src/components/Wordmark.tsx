import { Group, Text } from '@mantine/core';
import { below } from '@/lib/root';

export function Wordmark({ size = 32, withName = false }: { size?: number; withName?: boolean }) {
  return (
    <Group gap="sm" wrap="nowrap">
      <img src={below('/mark.svg')} width={size} height={size} alt={withName ? '' : 'Mandor'} />
      {withName && (
        <Text fw={700} fz={size * 0.7} lts="-0.02em">
          Mandor
        </Text>
      )}
    </Group>
  );
}
