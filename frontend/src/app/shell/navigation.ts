import { IconAlertTriangle, IconCamera, IconLayoutGrid, IconServer2, type TablerIcon } from '@tabler/icons-react';
import type { Key } from '@/locales';

export interface Place {
  to: string;
  label: Key;
  goLabel: Key;
  icon: TablerIcon;
  /** The second key of `g …`. */
  key: string;
}

export const places: Place[] = [
  { to: '/live', label: 'nav.live', goLabel: 'keys.go_live', icon: IconLayoutGrid, key: 'l' },
  { to: '/violations', label: 'nav.violations', goLabel: 'keys.go_violations', icon: IconAlertTriangle, key: 'v' },
  { to: '/cameras', label: 'nav.cameras', goLabel: 'keys.go_cameras', icon: IconCamera, key: 'c' },
  { to: '/system', label: 'nav.system', goLabel: 'keys.go_system', icon: IconServer2, key: 's' },
];
