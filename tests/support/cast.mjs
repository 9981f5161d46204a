// Who appears in the stories. Staff and departments are those of the demo city (config/demo); the
// stories say so when the two part. `above`: to whom somebody reports.

export const STAFF = [
  { name: 'Oren Hale', signIn: 'oren.hale', above: 'Nadia Okafor' },
  { name: 'Amara Diallo', signIn: 'amara.diallo', above: 'Nadia Okafor' },
  { name: 'Maya Lindqvist', signIn: 'maya.lindqvist', above: 'Nadia Okafor' },
  { name: 'Tomás Reyes', signIn: 'tomas.reyes' },
  { name: 'Nadia Okafor', signIn: 'nadia.okafor', role: 'supervisor' },
  { name: 'Ravi Menon', signIn: 'ravi.menon', role: 'admin' },
  { name: 'George Tanaka', signIn: 'george.tanaka' },
  { name: 'Wes Calder', signIn: 'wes.calder' },
  { name: 'Julie Rousseau', signIn: 'julie.rousseau' },
];

export const DEPARTMENTS = ['Solid Waste', 'Parks and Forestry', 'Transportation'];

export const RESIDENTS = [{ name: 'Rosa Delgado' }, { name: 'Karim Haddad' }];

/** Public holidays of the city near the days of the stories. */
export const HOLIDAYS = ['2026-10-12'];
