import { IconAlertTriangle, IconFlame, IconInfoCircle, type TablerIcon } from '@tabler/icons-react';
import type { Tone } from '@/components/Chip';
import type { Severity } from '@/types/api';

export const severityStyle: Record<Severity, { tone: Tone; icon: TablerIcon }> = {
  notice: { tone: 'unknown', icon: IconInfoCircle },
  warning: { tone: 'warning', icon: IconAlertTriangle },
  critical: { tone: 'bad', icon: IconFlame },
};
