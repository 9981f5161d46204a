// Every area's words, in each language. A new area adds its two files here.
import enCase from './en/case.json';
import enLists from './en/lists.json';
import enOperator from './en/operator.json';
import enProblems from './en/problems.json';
import enShell from './en/shell.json';
import enTime from './en/time.json';
import enAlerts from './en/alerts.json';
import enDepartment from './en/department.json';
import enHearing from './en/hearing.json';
import enKnowledge from './en/knowledge.json';
import enMap from './en/map.json';
import enPeople from './en/people.json';
import enResident from './en/resident.json';
import enSupervisor from './en/supervisor.json';
import enTelephone from './en/telephone.json';
import enWords from './en/words.json';
import frCase from './fr/case.json';
import frLists from './fr/lists.json';
import frOperator from './fr/operator.json';
import frProblems from './fr/problems.json';
import frShell from './fr/shell.json';
import frTime from './fr/time.json';
import frAlerts from './fr/alerts.json';
import frDepartment from './fr/department.json';
import frHearing from './fr/hearing.json';
import frKnowledge from './fr/knowledge.json';
import frMap from './fr/map.json';
import frPeople from './fr/people.json';
import frResident from './fr/resident.json';
import frSupervisor from './fr/supervisor.json';
import frTelephone from './fr/telephone.json';
import frWords from './fr/words.json';

export const en = {
  case: enCase,
  lists: enLists,
  operator: enOperator,
  problems: enProblems,
  shell: enShell,
  time: enTime,
  alerts: enAlerts,
  department: enDepartment,
  hearing: enHearing,
  knowledge: enKnowledge,
  map: enMap,
  people: enPeople,
  resident: enResident,
  supervisor: enSupervisor,
  telephone: enTelephone,
  words: enWords,
};

export const fr = {
  case: frCase,
  lists: frLists,
  operator: frOperator,
  problems: frProblems,
  shell: frShell,
  time: frTime,
  alerts: frAlerts,
  department: frDepartment,
  hearing: frHearing,
  knowledge: frKnowledge,
  map: frMap,
  people: frPeople,
  resident: frResident,
  supervisor: frSupervisor,
  telephone: frTelephone,
  words: frWords,
};
