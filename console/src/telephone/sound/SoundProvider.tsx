import { Alert, Button } from '@trussworks/react-uswds';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../../forms/problemText';
import { setDuty, useTelephoneInUse, useTelephoneSubmission, type Duty } from '../telephone';
import { newSound, SoundContext, useSound, useSoundHere } from './useSound';

/** A moment's loss is mended before anybody has to know. */
const LOST_MS = 1_500;

/** The shift's sound is there while somebody is on duty, or still in a call; also after a reload. */
function useShiftSound() {
  const { sound } = useSound();
  const telephone = useTelephoneInUse();
  const audio = useSoundHere();
  const needed = audio !== null && (telephone?.duty !== 'off' || telephone.call !== null);
  const servers = JSON.stringify(audio?.ice_servers ?? []);
  const known = telephone !== undefined;
  useEffect(() => {
    if (!known) return;
    if (needed) sound.keep(JSON.parse(servers) as RTCIceServer[]);
    else sound.end(true);
  }, [sound, known, needed, servers]);
  const call = telephone?.call?.id;
  useEffect(() => sound.mute(false), [sound, call]);
  // Whoever signs out or closes the page has no session any more to tell it with.
  useEffect(() => () => sound.end(false), [sound]);
}

/** Nobody is rung while nobody would hear them, and they are again once they are heard. */
function useDutyOfSound(lost: boolean) {
  const telephone = useTelephoneInUse();
  const { now } = useSound();
  const { mutate, isPending } = useTelephoneSubmission((duty: Duty, key) => setDuty(duty, key));
  const duty = telephone?.duty;
  const silenced = duty === 'not_ready' && telephone?.reason === 'no_sound';
  const heard = now.state === 'on';
  useEffect(() => {
    if (isPending) return;
    if (lost && duty === 'ready') mutate({ duty: 'not_ready', reason: 'no_sound' });
    if (heard && silenced) mutate({ duty: 'ready' });
  }, [lost, heard, duty, silenced, isPending, mutate]);
}

/** Whether it has been lost for a while. */
function useLost() {
  const { now } = useSound();
  const [lost, setLost] = useState(false);
  const isLost = now.state === 'lost';
  useEffect(() => {
    const timer = setTimeout(() => setLost(isLost), isLost ? LOST_MS : 0);
    return () => clearTimeout(timer);
  }, [isLost]);
  return lost && isLost;
}

function useSpeaker() {
  const { now } = useSound();
  const element = useRef<HTMLAudioElement>(null);
  const { sound, speakerId } = now;
  useEffect(() => {
    const audio = element.current;
    if (!audio) return;
    audio.srcObject = sound;
    // A browser that nobody has touched yet may not play; the first key or click lets it.
    const play = () => void audio.play().catch(() => undefined);
    if (!sound) return;
    play();
    window.addEventListener('pointerdown', play, { once: true });
    window.addEventListener('keydown', play, { once: true });
    return () => {
      window.removeEventListener('pointerdown', play);
      window.removeEventListener('keydown', play);
    };
  }, [sound]);
  useEffect(() => {
    const audio = element.current;
    if (audio && 'setSinkId' in audio) audio.setSinkId(speakerId).catch(() => undefined);
  }, [speakerId]);
  return element;
}

function ShiftSound() {
  const { t } = useTranslation('telephone');
  const say = useProblemText();
  const { sound, now } = useSound();
  const lost = useLost();
  const speaker = useSpeaker();
  useShiftSound();
  useDutyOfSound(lost);
  return (
    <>
      {/* Somebody speaks, at this moment: there are no captions of it. */}
      <audio ref={speaker} autoPlay />
      {now.state === 'elsewhere' && now.problem && (
        <div role="alert">
          <Alert type="warning" slim headingLevel="h2" className="line-down">
            {t('sound.elsewhere')}{' '}
            <Button type="button" unstyled onClick={() => sound.take()}>
              {t('sound.take')}
            </Button>
          </Alert>
        </div>
      )}
      {lost && (
        <div role="alert">
          <Alert type="error" slim headingLevel="h2" className="line-down">
            {t('sound.lost')} {now.problem && say(now.problem)}
          </Alert>
        </div>
      )}
    </>
  );
}

/** What the operator hears and says in this page, round all screens. */
export function SoundProvider({ children }: { children: ReactNode }) {
  const [sound] = useState(newSound);
  return (
    <SoundContext value={sound}>
      <ShiftSound />
      {children}
    </SoundContext>
  );
}
