import {
  IconCircleCheckFilled,
  IconCircleDashed,
  IconClockPause,
  IconEyeOff,
  IconHelpCircle,
  IconHourglassHigh,
  IconLoader,
  IconPlugConnectedX,
  IconPower,
  IconVideoOff,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Tone } from '@/components/Chip';
import type { Camera } from '@/types/api';
import type { LiveStatusKind } from './liveStatus';

interface Appearance {
  tone: Tone;
  icon: TablerIcon;
}

/** Colour and icon of each status: never colour alone. */
const statusAppearance: Record<LiveStatusKind, Appearance> = {
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

/** A live camera is shown as good only while PPE is checked in it as wanted. */
export function appearanceOf(kind: LiveStatusKind, judging: Camera['judging']): Appearance {
  if (kind === 'live' && judging === 'partial') return { tone: 'warning', icon: IconHourglassHigh };
  if (kind === 'live' && judging === 'none') return { tone: 'bad', icon: IconEyeOff };
  return statusAppearance[kind];
}
