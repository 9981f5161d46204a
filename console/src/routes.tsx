import { lazy, type ComponentType } from 'react';
import type { Role } from './session/session';

export interface Area {
  path: string;
  /** Who has it in the navigation and may open it; the server refuses what a role may not read. */
  roles: Role[];
  /** Its name in the navigation, a key of shell.json; an area without one is reached from others. */
  name?: 'nav.desk' | 'nav.people' | 'nav.services' | 'nav.measures';
  Page: ComponentType;
}

const EVERYBODY: Role[] = [
  'operator',
  'supervisor',
  'department_staff',
  'department_manager',
  'administrator',
  'analyst',
];
const WHO_READ_CASES: Role[] = EVERYBODY.filter((role) => role !== 'analyst');

/** Every screen of the console. The first that a role may open is the one it starts at. */
export const AREAS: Area[] = [
  {
    path: '/desk',
    roles: ['operator', 'supervisor'],
    name: 'nav.desk',
    Page: lazy(() => import('./operator/DeskPage')),
  },
  { path: '/cases/:number', roles: WHO_READ_CASES, Page: lazy(() => import('./cases/CasePage')) },
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
    path: '/lists/measures',
    roles: ['administrator', 'analyst', 'supervisor'],
    name: 'nav.measures',
    Page: lazy(() => import('./lists/MeasuresPage')),
  },
];

export const areasOf = (role: Role) => AREAS.filter((area) => area.roles.includes(role));
