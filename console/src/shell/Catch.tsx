import { Alert, Button } from '@trussworks/react-uswds';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

function Broken() {
  const { t } = useTranslation('shell');
  return (
    <Alert
      type="error"
      headingLevel="h1"
      heading={t('broken.title')}
      cta={
        <Button type="button" onClick={() => location.reload()}>
          {t('broken.reload')}
        </Button>
      }
    >
      {t('broken.text')}
    </Alert>
  );
}

/** Stands in for a screen that failed, so that the frame round it stays usable. */
export class Catch extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}
