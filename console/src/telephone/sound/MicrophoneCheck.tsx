import { Button } from '@trussworks/react-uswds';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem, type Problem } from '../../api/problem';
import { ProblemAlert } from '../../forms/ProblemAlert';
import { SelectField } from '../../forms/fields';
import { useSound } from './useSound';
import { closeMicrophone, openMicrophone } from './microphone';

const LOOK_MS = 100;
/** Louder than a quiet room, softer than somebody who speaks: about −45 dB of the loudest. */
const HEARD = 0.006;
/** Where the meter is full: close to the mouth. */
const LOUD = 0.2;

/** How loud it is just now, 0 to 1; and whether anything has been heard. */
function useLevel(microphone: MediaStream | null) {
  const [level, setLevel] = useState(0);
  const [heard, setHeard] = useState(false);
  useEffect(() => {
    if (!microphone || typeof AudioContext === 'undefined') return;
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(microphone).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const looking = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const loudness = Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);
      setLevel(Math.min(1, loudness / LOUD));
      if (loudness > HEARD) setHeard(true);
    }, LOOK_MS);
    return () => {
      clearInterval(looking);
      void context.close();
      setLevel(0);
      setHeard(false);
    };
  }, [microphone]);
  return { level, heard };
}

/** What can be spoken into and heard from. Names are known once a microphone was allowed. */
function useDevices(known: boolean) {
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);
  useEffect(() => {
    const media = navigator.mediaDevices;
    if (!media) return;
    let gone = false;
    const read = () =>
      void media.enumerateDevices().then((found) => {
        if (!gone) setDevices(found.filter(({ deviceId, label }) => deviceId && label));
      });
    read();
    media.addEventListener('devicechange', read);
    return () => {
      gone = true;
      media.removeEventListener('devicechange', read);
    };
  }, [known]);
  return devices;
}

const canChooseSpeaker = () => 'setSinkId' in HTMLMediaElement.prototype;

/** One's own microphone for a moment, or the shift's while there is one. */
function useTried() {
  const { now } = useSound();
  const [own, setOwn] = useState<MediaStream | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const opened = useRef<MediaStream | null>(null);
  const close = () => {
    closeMicrophone(opened.current);
    opened.current = null;
  };
  useEffect(() => close, []);
  const open = (microphoneId: string) => {
    close();
    openMicrophone(microphoneId).then(
      (stream) => {
        opened.current = stream;
        setOwn(stream);
        setProblem(null);
      },
      (error: unknown) => {
        setOwn(null);
        setProblem(isProblem(error) ? error : null);
      },
    );
  };
  return { tried: now.microphone ?? own, own, open, problem, setProblem };
}

/** Shows that one's microphone works, and which headset is used. */
export function MicrophoneCheck() {
  const { t } = useTranslation('telephone');
  const { sound, now } = useSound();
  const { tried, own, open, problem, setProblem } = useTried();
  const { level, heard } = useLevel(tried);
  const devices = useDevices(tried !== null);
  const choices = (kind: MediaDeviceKind) => [
    { value: '', text: t('sound.usual') },
    ...devices
      .filter((one) => one.kind === kind && one.deviceId !== 'default')
      .map(({ deviceId, label }) => ({ value: deviceId, text: label })),
  ];
  const speakInto = (microphoneId: string) => {
    setProblem(null);
    sound.speakInto(microphoneId).catch((error: unknown) => setProblem(isProblem(error) ? error : null));
    if (own) open(microphoneId);
  };
  return (
    <div className="sound-check">
      {!tried && (
        <Button type="button" outline onClick={() => open(now.microphoneId)}>
          {t('sound.try')}
        </Button>
      )}
      <ProblemAlert problem={problem} />
      {tried && (
        <>
          <p className="sound-check__said" role="status">
            {t(now.muted ? 'sound.mutedNow' : heard ? 'sound.works' : 'sound.speak')}
          </p>
          <meter className="sound-check__level" aria-label={t('sound.level')} value={level} />
          <SelectField
            label={t('sound.microphone')}
            options={choices('audioinput')}
            value={now.microphoneId}
            onChange={speakInto}
          />
          {canChooseSpeaker() && (
            <SelectField
              label={t('sound.speaker')}
              options={choices('audiooutput')}
              value={now.speakerId}
              onChange={(speakerId) => sound.hearFrom(speakerId)}
            />
          )}
        </>
      )}
    </div>
  );
}
