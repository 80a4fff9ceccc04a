import { lazy, type ComponentType } from 'react';
import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import { Shell } from '@/app/shell/Shell';
import { ROOT } from '@/lib/root';
import { PageError } from './PageError';
import { RequireSession } from './RequireSession';

/** A page as a chunk of its own, loaded when it is first opened. */
const page = <Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) =>
  lazy(async () => ({ default: (await load())[name] }));

const AccountPage = page(() => import('@/pages/account/AccountPage'), 'AccountPage');
const AdministrationPage = page(() => import('@/pages/administration/AdministrationPage'), 'AdministrationPage');
const AuditPage = page(() => import('@/pages/administration/AuditPage'), 'AuditPage');
const CameraFormPage = page(() => import('@/pages/CameraFormPage'), 'CameraFormPage');
const CameraPage = page(() => import('@/pages/CameraPage'), 'CameraPage');
const CamerasPage = page(() => import('@/pages/CamerasPage'), 'CamerasPage');
const CompaniesPage = page(() => import('@/pages/administration/CompaniesPage'), 'CompaniesPage');
const InvitePage = page(() => import('@/pages/administration/InvitePage'), 'InvitePage');
const KeysPage = page(() => import('@/pages/administration/KeysPage'), 'KeysPage');
const LivePage = page(() => import('@/pages/LivePage'), 'LivePage');
const LoginPage = page(() => import('@/pages/LoginPage'), 'LoginPage');
const NotFoundPage = page(() => import('@/pages/NotFoundPage'), 'NotFoundPage');
const RegisterPage = page(() => import('@/pages/account/RegisterPage'), 'RegisterPage');
const RuleFormPage = page(() => import('@/pages/RuleFormPage'), 'RuleFormPage');
const ScheduleEditorPage = page(() => import('@/pages/ScheduleEditorPage'), 'ScheduleEditorPage');
const SchedulesPage = page(() => import('@/pages/SchedulesPage'), 'SchedulesPage');
const SitesPage = page(() => import('@/pages/administration/SitesPage'), 'SitesPage');
const SystemPage = page(() => import('@/pages/SystemPage'), 'SystemPage');
const UserFormPage = page(() => import('@/pages/administration/UserFormPage'), 'UserFormPage');
const UsersPage = page(() => import('@/pages/administration/UsersPage'), 'UsersPage');
const ViolationsPage = page(() => import('@/pages/ViolationsPage'), 'ViolationsPage');
const WelcomePage = page(() => import('@/pages/account/WelcomePage'), 'WelcomePage');
const ZonesPage = page(() => import('@/pages/ZonesPage'), 'ZonesPage');

export const createRouter = () => createBrowserRouter(routes, { basename: ROOT });

const routes: RouteObject[] = [
  { path: '/login', element: <LoginPage />, errorElement: <PageError /> },
  { path: '/register', element: <RegisterPage />, errorElement: <PageError /> },
  { path: '/welcome', element: <WelcomePage />, errorElement: <PageError /> },
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
          {
            path: 'cameras/:cameraId/zones',
            element: <ZonesPage />,
            children: [
              { path: 'rules/new', element: <RuleFormPage /> },
              { path: 'rules/:ruleId', element: <RuleFormPage /> },
            ],
          },
          { path: 'schedules', element: <SchedulesPage /> },
          { path: 'schedules/new', element: <ScheduleEditorPage /> },
          { path: 'schedules/:scheduleId/edit', element: <ScheduleEditorPage /> },
          { path: 'system', element: <SystemPage /> },
          { path: 'account', element: <AccountPage /> },
          {
            path: 'administration',
            element: <AdministrationPage />,
            children: [
              {
                path: 'users',
                element: <UsersPage />,
                children: [
                  { path: 'invite', element: <InvitePage /> },
                  { path: ':userId', element: <UserFormPage /> },
                ],
              },
              { path: 'sites', element: <SitesPage /> },
              { path: 'keys', element: <KeysPage /> },
              { path: 'audit', element: <AuditPage /> },
              { path: 'companies', element: <CompaniesPage /> },
            ],
          },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
  },
];
