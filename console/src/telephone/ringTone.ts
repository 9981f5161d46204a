import { useEffect, useSyncExternalStore } from 'react';

const STORED = 'kept311.ringTone';
/** The two tones of a North American ring: two seconds, then four of silence. */
const TONES_HZ = [440, 480];
const RING_S = 2;
const PERIOD_MS = 6_000;
const LOUDNESS = 0.12;
/** So that it swells and fades and does not click. */
const EDGE_S = 0.03;

function ringOnce(context: AudioContext) {
  const volume = context.createGain();
  const start = context.currentTime;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(LOUDNESS, start + EDGE_S);
  volume.gain.setValueAtTime(LOUDNESS, start + RING_S - EDGE_S);
  volume.gain.linearRampToValueAtTime(0, start + RING_S);
  volume.connect(context.destination);
  for (const frequency of TONES_HZ) {
    const tone = new OscillatorNode(context, { frequency });
    tone.connect(volume);
    tone.start(start);
    tone.stop(start + RING_S);
  }
}

/** Rings while `on`. A browser that nobody has touched yet stays silent; title and screen tell too. */
export function useRingTone(on: boolean) {
  useEffect(() => {
    if (!on || typeof AudioContext === 'undefined') return;
    const context = new AudioContext();
    ringOnce(context);
    const ringing = setInterval(() => ringOnce(context), PERIOD_MS);
    return () => {
      clearInterval(ringing);
      void context.close();
    };
  }, [on]);
}

const listeners = new Set<() => void>();

function subscribe(listen: () => void) {
  listeners.add(listen);
  return () => void listeners.delete(listen);
}

/** Whether this desk rings aloud; remembered on this machine. */
export const useRingsAloud = () =>
  useSyncExternalStore(subscribe, () => localStorage.getItem(STORED) !== 'off');

export function ringAloud(aloud: boolean) {
  localStorage.setItem(STORED, aloud ? 'on' : 'off');
  listeners.forEach((listen) => listen());
}
