import { Notifications } from '@mantine/notifications';
import { ZonesPage } from '@/pages/ZonesPage';
import { answerWith } from './answers';
import { aCamera } from './builders';
import { renderRoute } from './render';

export const me = (...permissions: string[]) => ({ body: { user: { role: 'officer', permissions }, sites: [] } });
export const page = (items: unknown[]) => ({ body: { items, unreadable: [], next_cursor: null } });
const answers = {
  'GET /api/auth/me': me('manage_rules'),
  'GET /api/cameras': page([aCamera({ state: 'off', width: 100, height: 100 }), aCamera({ id: 2, name: 'Yard' })]),
  'GET /api/cameras/1/zones': page([]),
  'GET /api/cameras/1/rules': page([]),
  'GET /api/schedules': page([]),
};
/** The page of zones of a camera that sends no picture. */
export const openZones = (more: Parameters<typeof answerWith>[0] = {}) => {
  const asked = answerWith({ ...answers, ...more });
  renderRoute(
    '/cameras/:cameraId/zones',
    '/cameras/1/zones',
    <>
      <ZonesPage />
      <Notifications />
    </>,
  );
  return asked;
};
