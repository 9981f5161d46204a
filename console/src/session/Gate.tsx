import { useTranslation } from 'react-i18next';
import { LiveChanges } from '../api/live';
import { ProblemAlert } from '../forms/ProblemAlert';
import { Screens } from '../shell/Screens';
import { Waiting } from '../shell/Waiting';
import { SessionContext, useReadSession } from './session';
import { SignInPage } from './SignInPage';

/** The sign-in screen, or everything behind it. */
export function Gate() {
  const { t } = useTranslation('shell');
  const session = useReadSession();
  if (session.data === null) return <SignInPage />;
  if (session.data === undefined) {
    return session.error ? <ProblemAlert problem={session.error} /> : <Waiting text={t('starting')} />;
  }
  return (
    <SessionContext value={session.data}>
      <LiveChanges>
        <Screens />
      </LiveChanges>
    </SessionContext>
  );
}
