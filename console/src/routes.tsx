import { lazy, type ComponentType } from 'react';
import { matchPath } from 'react-router';
import type { Role } from './session/session';

export interface Area {
  path: string;
  /** Who has it in the navigation and may open it; the server refuses what a role may not read. */
  roles: Role[];
  /** Its name in the navigation, a key of shell.json; an area without one is reached from others. */
  name?:
    | 'nav.desk'
    | 'nav.department'
    | 'nav.supervisor'
    | 'nav.knowledge'
    | 'nav.cases'
    | 'nav.map'
    | 'nav.people'
    | 'nav.services'
    | 'nav.measures'
    | 'nav.hearings';
  Page: ComponentType;
  /** What stays round the page while one goes from one to the next; it has an <Outlet/>. */
  frame?: ComponentType;
}

const Desk = lazy(() => import('./operator/Desk'));
const DepartmentDesk = lazy(() => import('./department/DepartmentDesk'));
const CasePage = lazy(() => import('./cases/CasePage'));

const EVERYBODY: Role[] = [
  'operator',
  'supervisor',
  'department_staff',
  'department_manager',
  'administrator',
  'analyst',
];
const DESK: Role[] = ['operator', 'supervisor'];
const DEPARTMENT: Role[] = ['department_staff', 'department_manager'];
const WHO_READ_CASES: Role[] = EVERYBODY.filter((role) => role !== 'analyst');

/** Every screen of the console. The first in a role's navigation is the one it starts at. */
export const AREAS: Area[] = [
  {
    path: '/supervisor/*',
    roles: ['supervisor'],
    name: 'nav.supervisor',
    Page: lazy(() => import('./supervisor/SupervisorPage')),
  },
  {
    path: '/department',
    roles: DEPARTMENT,
    frame: DepartmentDesk,
    name: 'nav.department',
    Page: lazy(() => import('./department/DepartmentPage')),
  },
  {
    path: '/desk',
    roles: DESK,
    name: 'nav.desk',
    frame: Desk,
    Page: lazy(() => import('./operator/NothingOpen')),
  },
  {
    path: '/desk/articles/:article',
    roles: DESK,
    frame: Desk,
    Page: lazy(() => import('./operator/ArticlePage')),
  },
  { path: '/desk/ask', roles: DESK, frame: Desk, Page: lazy(() => import('./operator/AskPage')) },
  { path: '/desk/refer', roles: DESK, frame: Desk, Page: lazy(() => import('./operator/ReferPage')) },
  {
    path: '/desk/services/:service',
    roles: DESK,
    frame: Desk,
    Page: lazy(() => import('./operator/ServicePage')),
  },
  {
    path: '/desk/contacts/:contact',
    roles: DESK,
    frame: Desk,
    Page: lazy(() => import('./operator/ContactPage')),
  },
  {
    path: '/desk/historic/:source/:number',
    roles: DESK,
    frame: Desk,
    Page: lazy(() => import('./operator/HistoricPage')),
  },
  // A case is read at the desk by those who have one.
  { path: '/cases/:number', roles: DESK, frame: Desk, Page: CasePage },
  { path: '/cases/:number', roles: DEPARTMENT, frame: DepartmentDesk, Page: CasePage },
  { path: '/cases/:number', roles: ['administrator'], Page: CasePage },
  { path: '/cases', roles: WHO_READ_CASES, name: 'nav.cases', Page: lazy(() => import('./lists/CasesPage')) },
  { path: '/map', roles: WHO_READ_CASES, name: 'nav.map', Page: lazy(() => import('./map/MapPage')) },
  {
    path: '/knowledge/*',
    roles: WHO_READ_CASES,
    name: 'nav.knowledge',
    Page: lazy(() => import('./knowledge/KnowledgePage')),
  },
  { path: '/alerts', roles: EVERYBODY, Page: lazy(() => import('./alerts/AlertsPage')) },
  {
    path: '/lists/services',
    roles: ['administrator', 'analyst'],
    name: 'nav.services',
    Page: lazy(() => import('./lists/ServicesPage')),
  },
  {
    path: '/lists/people',
    roles: ['administrator', 'analyst'],
    name: 'nav.people',
    Page: lazy(() => import('./lists/PeoplePage')),
  },
  {
    path: '/lists/hearings',
    roles: ['administrator', 'supervisor'],
    name: 'nav.hearings',
    Page: lazy(() => import('./hearing/HearingsPage')),
  },
  {
    path: '/lists/measures',
    roles: ['administrator', 'analyst', 'supervisor', 'department_manager'],
    name: 'nav.measures',
    Page: lazy(() => import('./lists/MeasuresPage')),
  },
];

export const areasOf = (role: Role) => AREAS.filter((area) => area.roles.includes(role));

/** Where a role starts. */
export const homeOf = (role: Role) =>
  areasOf(role)
    .find(({ name }) => name)
    ?.path.replace('/*', '') ?? '/nowhere';

/** Whether a desk stands round the screen at this address, which shows a call that rings. */
export const isAtDesk = (role: Role, pathname: string) =>
  areasOf(role).some(({ frame, path }) => frame === Desk && matchPath(path, pathname) !== null);

/** Where a call leaves its caller: at the desk, or at the first screen of who has none. */
export const afterCallOf = (role: Role) =>
  areasOf(role).some(({ path }) => path === '/desk') ? '/desk' : homeOf(role);
