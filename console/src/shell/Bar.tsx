import { Button } from '@trussworks/react-uswds';
import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { AlertsLink } from '../alerts/AlertsLink';
import { DraftsContext } from '../drafts/drafts';
import type { Area } from '../routes';
import { useSession, useSignOut } from '../session/session';
import { CityClock } from './CityClock';
import { HelpDialog } from './HelpDialog';
import { LanguageSwitch } from './LanguageSwitch';
import { DutySwitch } from '../telephone/DutySwitch';
import { Mark } from './Mark';

/** The strip on top of every screen: where one can go, who one is, language, help, sign-out. */
export function Bar({ areas }: { areas: Area[] }) {
  const { t } = useTranslation(['shell', 'words']);
  const { staff, city, demo } = useSession();
  const signOut = useSignOut();
  const drafts = useContext(DraftsContext);
  const [leaving, setLeaving] = useState(false);
  return (
    <header className="bar">
      <div className="bar__who">
        <Mark />
        <span className="bar__city">{demo ? t('shell:demoCity', { city: city.name }) : city.name}</span>
      </div>
      <nav className="bar__nav" aria-label={t('shell:nav.label')}>
        <ul className="usa-list usa-list--unstyled">
          {areas.map(({ path, name }) => {
            if (!name) return null;
            return (
              <li key={path}>
                <NavLink to={path.replace('/*', '')}>{t(`shell:${name}`)}</NavLink>
              </li>
            );
          })}
        </ul>
      </nav>
      <AlertsLink />
      <div className="bar__me">
        <CityClock />
        <DutySwitch />
        <span className="bar__name">
          {t('shell:signedInAs', { name: staff.name, role: t(`words:role.${staff.role}`) })}
        </span>
        <LanguageSwitch />
        <span className="bar__keys">
          <HelpDialog />
        </span>
        <Button
          type="button"
          unstyled
          className="bar__action"
          disabled={leaving}
          onClick={() => {
            if (drafts?.unsent().length && !window.confirm(t('shell:unsent.signOut'))) return;
            setLeaving(true);
            drafts?.forgetAll();
            void signOut().finally(() => setLeaving(false));
          }}
        >
          {t('shell:signOut')}
        </Button>
      </div>
    </header>
  );
}
