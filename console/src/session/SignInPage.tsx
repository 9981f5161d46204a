import { Button, Form } from '@trussworks/react-uswds';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem, type Problem } from '../api/problem';
import { ProblemAlert } from '../forms/ProblemAlert';
import { TextField } from '../forms/fields';
import { LanguageSwitch } from '../shell/LanguageSwitch';
import { Mark } from '../shell/Mark';
import { Page } from '../shell/Page';
import { useSignIn } from './session';

export function SignInPage() {
  const { t } = useTranslation('shell');
  const signIn = useSignIn();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);

  const submit = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await signIn(name.trim(), password);
    } catch (error) {
      if (!isProblem(error)) throw error;
      setProblem(error);
      setBusy(false);
    }
  };

  return (
    <div className="sign-in">
      <header className="sign-in__bar">
        <Mark />
        <LanguageSwitch />
      </header>
      <main id="main" className="sign-in__box">
        <Page title={t('signIn.title')}>
          <p className="sign-in__intro">{t('signIn.intro')}</p>
          {problem && <ProblemAlert problem={problem} />}
          <Form
            onSubmit={(event) => {
              event.preventDefault();
              void submit();
            }}
          >
            <TextField
              label={t('signIn.name')}
              value={name}
              onChange={setName}
              problem={problem}
              pointer="/name"
              autoComplete="username"
              required
            />
            <TextField
              label={t('signIn.password')}
              type="password"
              value={password}
              onChange={setPassword}
              problem={problem}
              pointer="/password"
              autoComplete="current-password"
              required
            />
            <Button type="submit" disabled={busy}>
              {busy ? t('signIn.busy') : t('signIn.submit')}
            </Button>
          </Form>
        </Page>
      </main>
    </div>
  );
}
