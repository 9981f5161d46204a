import { createContext, useContext, useSyncExternalStore } from 'react';
import { api, bodyOf, type Schemas } from '../../api/client';
import { setDuty, useTelephoneInUse, useTelephoneSubmission, type Duty } from '../telephone';
import { Sound } from './Sound';

const offer = (body: Schemas['ConnectAudio']) =>
  bodyOf(api.POST('/api/v1/telephone/audio', { body })).then((answer) => answer.sdp);

export const newSound = () => new Sound(offer);

export const SoundContext = createContext<Sound | null>(null);

/** The sound of this page, and how it stands. */
export function useSound() {
  const sound = useContext(SoundContext);
  if (!sound) throw new Error('used outside the screens');
  return { sound, now: useSyncExternalStore(sound.subscribe, sound.now) };
}

/** Whether what one hears and says goes through this page; else through a telephone on the desk. */
export const useSoundHere = () => useTelephoneInUse()?.audio ?? null;

/** Changes how I stand. Nobody becomes ready whom callers would not hear. */
export function useDutyChange(onDone?: () => void) {
  const { sound } = useSound();
  const telephone = useTelephoneInUse();
  const audio = useSoundHere();
  const begin = async (iceServers: RTCIceServer[]) => {
    try {
      await sound.begin(iceServers);
    } catch (error) {
      if (telephone?.duty === 'off') sound.end(false);
      throw error;
    }
  };
  return useTelephoneSubmission(async (duty: Duty, key) => {
    if (audio && duty.duty === 'ready') await begin(audio.ice_servers);
    return setDuty(duty, key);
  }, onDone);
}
