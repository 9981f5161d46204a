/** Rosa of the founding call, some who called in the demo city's last days (src/main/demo_calls.cpp), and one whom nobody knows. */
export const RESIDENTS = [
  { name: 'Rosa Delgado', line: '+14165550142' },
  { name: 'Imani Brooks', line: '+19055550161' },
  { name: 'Aisha Karim', line: '+19055550165' },
  { name: 'Hélène Cormier', line: '+19055550167' },
  { name: null, line: '+19055550199' },
];
