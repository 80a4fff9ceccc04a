import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import { Shell } from '@/app/shell/Shell';
import { ROOT } from '@/lib/root';
import { CameraFormPage } from '@/pages/CameraFormPage';
import { CameraPage } from '@/pages/CameraPage';
import { CamerasPage } from '@/pages/CamerasPage';
import { LivePage } from '@/pages/LivePage';
import { LoginPage } from '@/pages/LoginPage';
import { NotFoundPage } from '@/pages/NotFoundPage';
import { ScheduleEditorPage } from '@/pages/ScheduleEditorPage';
import { SchedulesPage } from '@/pages/SchedulesPage';
import { SystemPage } from '@/pages/SystemPage';
import { ViolationsPage } from '@/pages/ViolationsPage';
import { PageError } from './PageError';
import { RequireSession } from './RequireSession';

export const createRouter = () => createBrowserRouter(routes, { basename: ROOT });

const routes: RouteObject[] = [
  { path: '/login', element: <LoginPage />, errorElement: <PageError /> },
  {
    element: (
      <RequireSession>
        <Shell />
      </RequireSession>
    ),
    errorElement: <PageError />,
    children: [
      { index: true, element: <Navigate to="/live" replace /> },
      {
        errorElement: <PageError />,
        children: [
          { path: 'live', element: <LivePage /> },
          { path: 'live/:cameraId', element: <CameraPage /> },
          { path: 'violations/:violationId?', element: <ViolationsPage /> },
          {
            path: 'cameras',
            element: <CamerasPage />,
            children: [
              { path: 'new', element: <CameraFormPage /> },
              { path: ':cameraId/edit', element: <CameraFormPage /> },
            ],
          },
          { path: 'schedules', element: <SchedulesPage /> },
          { path: 'schedules/new', element: <ScheduleEditorPage /> },
          { path: 'schedules/:scheduleId/edit', element: <ScheduleEditorPage /> },
          { path: 'system', element: <SystemPage /> },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
  },
];
