import {
  IconAlertTriangle,
  IconCalendarWeek,
  IconCamera,
  IconLayoutGrid,
  IconServer2,
  IconUsersGroup,
  type TablerIcon,
} from '@tabler/icons-react';
import { useMe } from '@/entities/user/api/getMe';
import { sections } from '@/features/administration/lib/sections';
import type { Key } from '@/locales';
import type { Permission } from '@/types/api';

export interface Destination {
  to: string;
  label: Key;
  goLabel: Key;
  icon: TablerIcon;
  /** The second key of `g …`. */
  key: string;
  /** For a subpage: the entry that the rail shows instead. */
  under?: string;
  /** Shown to those who have any of them. */
  anyOf?: Permission[];
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
  {
    to: '/administration',
    label: 'nav.administration',
    goLabel: 'keys.go_administration',
    icon: IconUsersGroup,
    key: 'a',
    anyOf: sections.flatMap(({ anyOf }) => anyOf),
  },
];

/** The pages that the person who is logged in may open. */
export function useDestinations(): Destination[] {
  const permissions = useMe().data?.user.permissions ?? [];
  return destinations.filter(({ anyOf }) => anyOf === undefined || anyOf.some((one) => permissions.includes(one)));
}
