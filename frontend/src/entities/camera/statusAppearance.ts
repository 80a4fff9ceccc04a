import {
  IconCircleCheckFilled,
  IconCircleDashed,
  IconClockPause,
  IconEyeOff,
  IconHelpCircle,
  IconLoader,
  IconPlugConnectedX,
  IconPower,
  IconVideoOff,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Tone } from '@/components/Chip';
import type { LiveStatusKind } from './liveStatus';

/** Colour and icon of each status: never colour alone. */
export const statusAppearance: Record<LiveStatusKind, { tone: Tone; icon: TablerIcon }> = {
  live: { tone: 'good', icon: IconCircleCheckFilled },
  waiting: { tone: 'unknown', icon: IconLoader },
  starting: { tone: 'unknown', icon: IconCircleDashed },
  connecting: { tone: 'unknown', icon: IconLoader },
  blind: { tone: 'bad', icon: IconEyeOff },
  stale: { tone: 'warning', icon: IconClockPause },
  lost: { tone: 'warning', icon: IconPlugConnectedX },
  failed: { tone: 'bad', icon: IconVideoOff },
  down: { tone: 'bad', icon: IconPlugConnectedX },
  unknown: { tone: 'warning', icon: IconHelpCircle },
  off: { tone: 'unknown', icon: IconPower },
};
