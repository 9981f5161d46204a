import { isProblem, Problem } from '../../api/problem';
import { Leg } from './Leg';
import { closeMicrophone, openMicrophone, soundProblem } from './microphone';

/** Two pages of one person would take the sound from each other for ever. */
const LOCK = 'kept311.sound';
const MICROPHONE = 'kept311.microphone';
const SPEAKER = 'kept311.speaker';
/** How long to wait before each new attempt; the last one for ever. */
const AGAIN_MS = [0, 500, 1_000, 2_000, 5_000];
/** Of that, at random: those who lost it together do not all come back together. */
const SPREAD = 0.5;

/** Hands an offer to the telephone and comes back with its answer. */
type OfferHere = (offer: { sdp: string; page: string; again?: boolean }) => Promise<string>;

export interface SoundNow {
  /** `elsewhere`: another page has it; of another machine, when there is a problem. */
  state: 'off' | 'connecting' | 'on' | 'lost' | 'elsewhere';
  /** Why it is lost. */
  problem: Problem | null;
  muted: boolean;
  microphone: MediaStream | null;
  sound: MediaStream | null;
  microphoneId: string;
  speakerId: string;
}

/** Unlike crypto.randomUUID() there everywhere. */
const randomName = () =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('');

const asProblem = (error: unknown) => (isProblem(error) ? error : soundProblem('no_way'));

/** What the operator hears and says, from the beginning of a shift to its end. */
export class Sound {
  #now: SoundNow = {
    state: 'off',
    problem: null,
    muted: false,
    microphone: null,
    sound: null,
    microphoneId: localStorage.getItem(MICROPHONE) ?? '',
    speakerId: localStorage.getItem(SPEAKER) ?? '',
  };
  #listeners = new Set<() => void>();
  #leg: Leg | null = null;
  #iceServers: RTCIceServer[] = [];
  /** Counts shifts, so that what a past one began does not end up in the next. */
  #shift = 0;
  #wanted = false;
  #connecting: { shift: number; done: Promise<void> } | null = null;
  /** The telephone is told one thing after the other. */
  #told: Promise<unknown> = Promise.resolve();
  readonly #page = randomName();
  /** This page has had the sound, so that it takes it from no other by itself. */
  #had = false;
  #again: ReturnType<typeof setTimeout> | undefined;
  #giveBack: (() => void) | null = null;

  constructor(private readonly offer: OfferHere) {}

  now = () => this.#now;

  subscribe = (listen: () => void) => {
    this.#listeners.add(listen);
    return () => void this.#listeners.delete(listen);
  };

  /** Begins the shift's sound, unless it is there; throws a Problem when nobody would be heard. */
  async begin(iceServers: RTCIceServer[]): Promise<void> {
    this.#iceServers = iceServers;
    if (this.#now.state === 'on') return;
    // Of this browser's pages the first one has it; from another machine it is taken on demand.
    if (this.#now.state === 'elsewhere' && !this.#now.problem) return;
    if (this.#now.state === 'elsewhere') this.#had = false;
    if (!this.#wanted) {
      this.#wanted = true;
      this.#shift += 1;
      if (!(await this.#isMine())) return;
    }
    await this.#connect();
  }

  /** The same, going on trying by itself. */
  keep(iceServers: RTCIceServer[]) {
    if (this.#now.state === 'elsewhere') return;
    this.begin(iceServers).catch(() => this.#tryAgain(1));
  }

  /** Has the sound here again, of which another machine has taken hold. */
  take() {
    this.#had = false;
    this.#tryNow();
  }

  /** Ends the shift's sound. `tell`: so that the telephone knows it at once. */
  end(tell: boolean) {
    if (!this.#wanted) return;
    const mine = this.#now.state !== 'elsewhere';
    this.#wanted = false;
    this.#shift += 1;
    clearTimeout(this.#again);
    this.#drop();
    closeMicrophone(this.#now.microphone);
    this.#giveBack?.();
    this.#giveBack = null;
    this.#say({ state: 'off', problem: null, muted: false, microphone: null });
    this.#had = false;
    // Who cannot be told finds out: nothing is sent any more.
    if (tell && mine) this.#tell(this.#shift, '').catch(() => undefined);
  }

  /** Nothing of a shift that is over gets there after the beginning of the next. */
  #tell(shift: number, sdp: string) {
    const told = this.#told
      .catch(() => undefined)
      .then(() => {
        if (shift !== this.#shift) throw soundProblem('no_way');
        return this.offer({ sdp, page: this.#page, ...(this.#had && { again: true }) });
      });
    this.#told = told;
    return told;
  }

  mute(muted: boolean) {
    this.#now.microphone?.getAudioTracks().forEach((track) => (track.enabled = !muted));
    this.#say({ muted });
  }

  /** Another microphone, from now on and on this machine. Throws a Problem when it cannot be had. */
  async speakInto(microphoneId: string) {
    localStorage.setItem(MICROPHONE, microphoneId);
    this.#say({ microphoneId });
    if (!this.#now.microphone) return;
    const before = this.#now.microphone;
    const microphone = await this.#open();
    await this.#leg?.speakInto(microphone);
    closeMicrophone(before);
  }

  hearFrom(speakerId: string) {
    localStorage.setItem(SPEAKER, speakerId);
    this.#say({ speakerId });
  }

  #say(more: Partial<SoundNow>) {
    this.#now = { ...this.#now, ...more };
    this.#listeners.forEach((listen) => listen());
  }

  /** Whether this page may have the sound; if another has it, it comes here once that page is closed. */
  async #isMine(): Promise<boolean> {
    const { locks } = navigator;
    if (!locks) return true;
    const shift = this.#shift;
    return new Promise((resolve, reject) => {
      const hold = () => new Promise<void>((done) => (this.#giveBack = done));
      const wait = () => {
        this.#say({ state: 'elsewhere', problem: null });
        resolve(false);
        return locks.request(LOCK, () => {
          if (shift !== this.#shift) return undefined;
          const held = hold();
          this.#tryNow();
          return held;
        });
      };
      locks
        .request(LOCK, { ifAvailable: true }, (lock) => {
          if (!lock) return void wait().catch(() => undefined);
          if (shift !== this.#shift) return resolve(false);
          resolve(true);
          return hold();
        })
        .catch(reject);
    });
  }

  async #open() {
    const microphone = await openMicrophone(this.#now.microphoneId);
    const [track] = microphone.getAudioTracks();
    track!.enabled = !this.#now.muted;
    track!.addEventListener('ended', () => {
      if (this.#now.microphone === microphone) this.#lose(soundProblem('no_microphone'));
    });
    this.#say({ microphone });
    return microphone;
  }

  #connect() {
    const shift = this.#shift;
    if (this.#connecting?.shift === shift) return this.#connecting.done;
    const done = this.#makeLeg().finally(() => {
      if (this.#connecting?.shift === shift) this.#connecting = null;
    });
    this.#connecting = { shift, done };
    return done;
  }

  async #makeLeg() {
    const shift = this.#shift;
    clearTimeout(this.#again);
    this.#drop();
    this.#say({ state: this.#now.state === 'lost' ? 'lost' : 'connecting' });
    try {
      const live = this.#now.microphone?.getAudioTracks().some(({ readyState }) => readyState === 'live');
      const microphone = live ? this.#now.microphone! : await this.#open();
      if (shift !== this.#shift) return closeMicrophone(microphone);
      const leg = await Leg.connect({
        microphone,
        iceServers: this.#iceServers,
        offer: (sdp) => this.#tell(shift, sdp),
        onSound: (sound) => shift === this.#shift && this.#say({ sound }),
        onLost: () => this.#leg === leg && this.#lose(soundProblem('no_way')),
      });
      if (shift !== this.#shift) return leg.close();
      this.#leg = leg;
      this.#had = true;
      this.#say({ state: 'on', problem: null });
    } catch (error) {
      if (shift !== this.#shift) return;
      const problem = asProblem(error);
      if (problem.reason === 'telephone.sound_elsewhere') return this.#leave(problem);
      this.#say({ state: 'lost', problem });
      throw error;
    }
  }

  /** To whoever took it on another machine. */
  #leave(problem: Problem) {
    closeMicrophone(this.#now.microphone);
    this.#say({ state: 'elsewhere', problem, microphone: null });
  }

  #lose(problem: Problem) {
    this.#drop();
    this.#say({ state: 'lost', problem });
    this.#tryAgain(0);
  }

  #tryAgain(attempt: number) {
    if (!this.#wanted) return;
    clearTimeout(this.#again);
    if (this.#now.problem?.reason === 'sound.denied') return this.#waitUntilAllowed();
    const pause = AGAIN_MS[Math.min(attempt, AGAIN_MS.length - 1)];
    const spread = 1 - SPREAD + 2 * SPREAD * Math.random();
    this.#again = setTimeout(() => this.#tryNow(attempt), pause! * spread);
  }

  /** Asking again and again would only vex. */
  #waitUntilAllowed() {
    const shift = this.#shift;
    navigator.permissions?.query({ name: 'microphone' }).then(
      (permission) => {
        permission.onchange = () => {
          if (permission.state === 'granted' && shift === this.#shift) this.#tryNow();
        };
      },
      () => undefined,
    );
  }

  #tryNow(attempt = 0) {
    this.#connect().catch(() => this.#tryAgain(attempt + 1));
  }

  #drop() {
    this.#leg?.close();
    this.#leg = null;
    this.#say({ sound: null });
  }
}
