import { Alert, Button } from '@trussworks/react-uswds';
import { useContext, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../api/problem';
import { TypedContext } from './typed';
import { useProblemText } from './problemText';
import { WhatChanged } from './WhatChanged';

/**
 * What went wrong with a form or a reading, in words. A conflict shows what others did meanwhile;
 * `onLookAgain` then reads the case anew and leaves what was typed.
 */
export function ProblemAlert({
  problem,
  onLookAgain,
  takesFocus = true,
}: {
  problem: unknown;
  onLookAgain?: () => void;
  /** False where it is about what is being typed. */
  takesFocus?: boolean;
}) {
  const { t } = useTranslation('shell');
  const say = useProblemText();
  const box = useRef<HTMLDivElement>(null);
  const typed = useContext(TypedContext);
  const [refused, setRefused] = useState({ problem, typed });
  if (refused.problem !== problem) setRefused({ problem, typed });
  useEffect(() => {
    if (takesFocus) box.current?.focus();
  }, [problem, takesFocus]);
  if (!isProblem(problem)) return null;
  const isOver = refused.problem === problem && refused.typed !== typed && problem.fields.length > 0;
  if (isOver) return null;
  const conflict = problem.status === 409 && problem.eventsSince.length > 0;
  return (
    <div ref={box} tabIndex={-1} className="problem">
      <Alert
        type={conflict ? 'warning' : 'error'}
        role="alert"
        headingLevel="h3"
        slim={!conflict}
        // So that the list stands beside the text and not inside its paragraph.
        validation={conflict}
        heading={conflict ? t('conflict.title') : undefined}
        cta={
          conflict && onLookAgain ? (
            <Button type="button" outline onClick={onLookAgain}>
              {t('conflict.lookAgain')}
            </Button>
          ) : undefined
        }
      >
        {conflict ? <WhatChanged events={problem.eventsSince} /> : say(problem)}
      </Alert>
    </div>
  );
}
