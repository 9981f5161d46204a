import { Modal, ModalHeading, ModalToggleButton, Table, type ModalRef } from '@trussworks/react-uswds';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { SHORTCUTS, useShortcut } from './shortcuts';

/** The list of the keys that do something. */
export function HelpDialog() {
  const { t } = useTranslation('shell');
  const modal = useRef<ModalRef>(null);
  const text = useRef<HTMLParagraphElement>(null);
  // The component names its button in English, and takes no other name.
  useEffect(() => {
    const close = text.current?.closest('.usa-modal')?.querySelector('.usa-modal__close');
    close?.setAttribute('aria-label', t('help.close'));
  }, [t]);
  useShortcut('help', () => modal.current?.toggleModal(undefined, true));
  return (
    <>
      <ModalToggleButton modalRef={modal} opener unstyled className="bar__action">
        {t('help.open')}
      </ModalToggleButton>
      <Modal ref={modal} id="help" aria-labelledby="help-title" aria-describedby="help-text">
        <ModalHeading id="help-title">{t('help.title')}</ModalHeading>
        <p id="help-text" ref={text}>
          {t('help.text')}
        </p>
        <Table compact fullWidth bordered={false}>
          <thead>
            <tr>
              <th scope="col">{t('help.key')}</th>
              <th scope="col">{t('help.does')}</th>
            </tr>
          </thead>
          <tbody>
            {SHORTCUTS.map(({ name, keys }) => (
              <tr key={name}>
                <th scope="row">
                  <kbd>{keys}</kbd>
                </th>
                <td>{t(`shortcut.${name}`)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </Modal>
    </>
  );
}
