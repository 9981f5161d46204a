import { vi } from 'vitest';

// What jsdom has none of: a microphone, and a connection that carries its sound.

class Track extends EventTarget {
  readonly kind = 'audio';
  enabled = true;
  readyState = 'live';

  stop() {
    this.readyState = 'ended';
  }

  /** As when the headset is pulled out. */
  end() {
    this.stop();
    this.dispatchEvent(new Event('ended'));
  }
}

class Stream {
  constructor(readonly tracks: Track[] = [new Track()]) {}
  getTracks = () => this.tracks;
  getAudioTracks = () => this.tracks;
}

class Connection extends EventTarget {
  static made: Connection[] = [];
  /** Whether the next ones find a way. */
  static finds = true;
  iceGatheringState = 'complete';
  connectionState = 'new';
  localDescription: RTCSessionDescriptionInit | null = null;
  answer = '';

  constructor(readonly configuration: RTCConfiguration) {
    super();
    Connection.made.push(this);
  }

  addTrack = (track: Track) => ({ replaceTrack: () => Promise.resolve(track) });
  createOffer = () => Promise.resolve({ type: 'offer' as const, sdp: `OFFER ${Connection.made.length}` });

  setLocalDescription(description: RTCSessionDescriptionInit) {
    this.localDescription = description;
    return Promise.resolve();
  }

  setRemoteDescription({ sdp }: RTCSessionDescriptionInit) {
    this.answer = sdp!;
    const track = Object.assign(new Event('track'), { track: new Track() });
    this.dispatchEvent(track);
    this.become(Connection.finds ? 'connected' : 'failed');
    return Promise.resolve();
  }

  become(state: string) {
    this.connectionState = state;
    this.dispatchEvent(new Event('connectionstatechange'));
  }

  close() {
    this.connectionState = 'closed';
  }
}

/** Puts them in place; `refuse` says with which error the browser gives no microphone. */
export function soundDevices() {
  const devices = {
    refuse: null as string | null,
    microphones: [] as Stream[],
    connections: Connection.made,
    get last() {
      return Connection.made.at(-1)!;
    },
    findWay: (finds: boolean) => {
      Connection.finds = finds;
    },
  };
  Connection.made.length = 0;
  Connection.finds = true;
  const media = Object.assign(new EventTarget(), {
    getUserMedia: () => {
      if (devices.refuse) return Promise.reject(new DOMException('', devices.refuse));
      devices.microphones.push(new Stream());
      return Promise.resolve(devices.microphones.at(-1));
    },
    enumerateDevices: () =>
      Promise.resolve([{ kind: 'audioinput', deviceId: 'usb', label: 'USB HEADSET', groupId: '' }]),
  });
  vi.stubGlobal('RTCPeerConnection', Connection);
  vi.stubGlobal('MediaStream', Stream);
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { mediaDevices: media }));
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue(undefined);
  return devices;
}
