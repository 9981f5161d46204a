import { Button } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import { useSound, useSoundHere } from './sound/useSound';

/** The others go on being heard; nobody hears me. Where one speaks into a telephone on the desk, that has a button. */
export function MuteButton() {
  const { t } = useTranslation('telephone');
  const { sound, now } = useSound();
  if (!useSoundHere()) return null;
  return (
    <Button
      type="button"
      outline={!now.muted}
      aria-pressed={now.muted}
      onClick={() => sound.mute(!now.muted)}
    >
      {t('mute')}
    </Button>
  );
}
