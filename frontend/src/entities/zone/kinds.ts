import { IconEyeOff, IconPolygon, IconShieldLock, type TablerIcon } from '@tabler/icons-react';
import type { ZoneKind } from '@/types/api';

export const ZONE_KINDS: readonly ZoneKind[] = ['rule', 'ignore', 'privacy'];

export const zoneKindIcon: Record<ZoneKind, TablerIcon> = {
  rule: IconPolygon,
  ignore: IconEyeOff,
  privacy: IconShieldLock,
};
