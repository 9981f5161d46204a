import { Problem } from '../../api/problem';

/** Why somebody cannot be heard; catalogues say it (problems, under `sound`). */
export type SoundReason = 'denied' | 'no_microphone' | 'microphone_busy' | 'not_secure' | 'no_way';

const REASONS: Record<string, SoundReason> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'no_microphone',
  OverconstrainedError: 'no_microphone',
  NotReadableError: 'microphone_busy',
  AbortError: 'microphone_busy',
};

export const soundProblem = (reason: SoundReason) =>
  new Problem({ type: `urn:kept311:problem:sound.${reason}`, title: reason, status: 422 });

/** The microphone of that name, else the browser's own choice. Throws a Problem that says what is wrong. */
export async function openMicrophone(deviceId: string): Promise<MediaStream> {
  if (!navigator.mediaDevices) throw soundProblem('not_secure');
  const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  const open = (more: MediaTrackConstraints) =>
    navigator.mediaDevices.getUserMedia({ audio: { ...audio, ...more } });
  try {
    // A headset that was taken home is no reason to stay silent.
    return await open(deviceId ? { deviceId: { ideal: deviceId } } : {});
  } catch (error) {
    throw soundProblem(REASONS[(error as DOMException).name] ?? 'no_microphone');
  }
}

export function closeMicrophone(microphone: MediaStream | null) {
  microphone?.getTracks().forEach((track) => track.stop());
}
