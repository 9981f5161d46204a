import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/problem';

/** Says a problem in this language; what no catalogue knows is said as the server said it. */
export function useProblemText() {
  const { t, i18n } = useTranslation('problems');
  return (problem: Pick<Problem, 'reason' | 'message'>) => {
    const key = problem.reason as never;
    return i18n.exists(key, { ns: 'problems' }) ? t(key) : problem.message;
  };
}
