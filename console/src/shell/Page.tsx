import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { keyToGoOn } from '../drafts/goOn';
import { isAsked } from '../forms/isAsked';
import { titleOfScreen } from './documentTitle';

/**
 * One screen: its heading, the document's title, and the focus at the heading when the screen
 * comes up, so that a screen reader says where one is.
 */
export function Page({
  title,
  hidden = false,
  focused = true,
  aside,
  children,
}: {
  title: string;
  /** Keeps the heading for screen readers only. */
  hidden?: boolean;
  /** False where a field of the screen takes the focus itself. */
  focused?: boolean;
  aside?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTranslation('shell');
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever goes on with a form stands in it.
  const inForm = keyToGoOn(useLocation()) !== undefined;

  useEffect(() => {
    titleOfScreen(t('documentTitle', { title }));
  }, [t, title]);
  useEffect(() => {
    if (focused && !inForm && !isAsked()) heading.current?.focus();
  }, [focused, inForm]);

  return (
    <>
      <div className={hidden ? 'usa-sr-only' : 'page-head'}>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {aside}
      </div>
      {children}
    </>
  );
}
