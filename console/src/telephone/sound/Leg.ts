import { soundProblem } from './microphone';

/** Candidates of this machine come within milliseconds; those of a far server must not hold a shift up. */
const GATHERING_MS = 2_000;
const CONNECTING_MS = 10_000;

/** Hands an offer to the telephone and comes back with its answer. */
export type Offer = (sdp: string) => Promise<string>;

interface LegOptions {
  microphone: MediaStream;
  iceServers: RTCIceServer[];
  offer: Offer;
  onSound: (stream: MediaStream) => void;
  onLost: () => void;
}

function gathered(connection: RTCPeerConnection) {
  if (connection.iceGatheringState === 'complete') return Promise.resolve();
  return new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, GATHERING_MS);
    connection.addEventListener('icegatheringstatechange', () => {
      if (connection.iceGatheringState !== 'complete') return;
      clearTimeout(timer);
      resolve();
    });
  });
}

function connected(connection: RTCPeerConnection) {
  return new Promise<void>((resolve, reject) => {
    const fail = () => reject(soundProblem('no_way'));
    const timer = setTimeout(fail, CONNECTING_MS);
    const look = () => {
      const { connectionState: state } = connection;
      if (state === 'connected') resolve();
      if (state === 'failed' || state === 'closed') fail();
      if (state !== 'new' && state !== 'connecting') clearTimeout(timer);
    };
    connection.addEventListener('connectionstatechange', look);
    look();
  });
}

/**
 * The sound of one shift between this page and the telephone. Calls come and go on its other side
 * without anything being done here. It is never mended: whoever loses it makes another.
 */
export class Leg {
  readonly #connection: RTCPeerConnection;
  readonly #sender: RTCRtpSender;

  private constructor(connection: RTCPeerConnection, sender: RTCRtpSender) {
    this.#connection = connection;
    this.#sender = sender;
  }

  static async connect({ microphone, iceServers, offer, onSound, onLost }: LegOptions): Promise<Leg> {
    // Not bundled by force: rtpengine does not answer an offer without ports.
    const connection = new RTCPeerConnection({ iceServers });
    try {
      connection.addEventListener('track', ({ track }) => onSound(new MediaStream([track])));
      const [track] = microphone.getAudioTracks();
      const sender = connection.addTrack(track!, microphone);
      await connection.setLocalDescription(await connection.createOffer());
      await gathered(connection);
      const sdp = await offer(connection.localDescription!.sdp);
      await connection.setRemoteDescription({ type: 'answer', sdp });
      await connected(connection);
      connection.addEventListener('connectionstatechange', () => {
        const { connectionState: state } = connection;
        if (state === 'failed' || state === 'disconnected') onLost();
      });
      return new Leg(connection, sender);
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  /** Another headset, in the middle of a call. */
  async speakInto(microphone: MediaStream) {
    await this.#sender.replaceTrack(microphone.getAudioTracks()[0]!);
  }

  close() {
    this.#connection.close();
  }
}
