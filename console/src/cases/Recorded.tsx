import { Alert } from '@trussworks/react-uswds';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Case } from './acts/act';
import { BY_CALL, useNextText } from './owedText';
import type { Done } from './recorded';

/** What was recorded a moment ago, and what comes next: it is read out, and stands in sight. */
export function Recorded({ one, done }: { one: Case; done: Done }) {
  const { t } = useTranslation('case');
  const say = useNextText();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [done]);
  const owed = one.obligations.toSorted((a, b) => a.due.localeCompare(b.due));
  const next = owed.find(({ kind, contact }) => contact && BY_CALL.has(kind)) ?? owed[0];
  const rest = t(one.state === 'closed' ? 'recorded.closed' : 'recorded.nothing');
  return (
    <div ref={box} tabIndex={-1} className="recorded">
      <Alert type="success" slim headingLevel="h2">
        <strong>{t(`recorded.${done}`)}</strong> {next ? t('recorded.next', { what: say(next) }) : rest}
      </Alert>
    </div>
  );
}
