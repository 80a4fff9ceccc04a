import {
  IconAlertTriangle,
  IconCalendarWeek,
  IconCamera,
  IconLayoutGrid,
  IconServer2,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Key } from '@/locales';

export interface Destination {
  to: string;
  label: Key;
  goLabel: Key;
  icon: TablerIcon;
  /** The second key of `g …`. */
  key: string;
  /** For a subpage: the entry that the rail shows instead. */
  under?: string;
}

export const destinations: Destination[] = [
  { to: '/live', label: 'nav.live', goLabel: 'keys.go_live', icon: IconLayoutGrid, key: 'l' },
  { to: '/violations', label: 'nav.violations', goLabel: 'keys.go_violations', icon: IconAlertTriangle, key: 'v' },
  { to: '/cameras', label: 'nav.cameras', goLabel: 'keys.go_cameras', icon: IconCamera, key: 'c' },
  {
    to: '/schedules',
    label: 'nav.schedules',
    goLabel: 'keys.go_schedules',
    icon: IconCalendarWeek,
    key: 's',
    under: '/cameras',
  },
  { to: '/system', label: 'nav.system', goLabel: 'keys.go_system', icon: IconServer2, key: 'y' },
];
