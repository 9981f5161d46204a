/** Some who called in the demo city's last days (src/main/demo_calls.cpp), and one whom nobody knows. */
export const RESIDENTS = [
  { name: 'Imani Brooks', line: '+19055550161' },
  { name: 'Aisha Karim', line: '+19055550165' },
  { name: 'Hélène Cormier', line: '+19055550167' },
  { name: null, line: '+19055550199' },
];
