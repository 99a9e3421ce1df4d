import type { TransportFeedback } from '../events/feedback-event.js';
import type { TransportReading } from '../events/reading.js';
import type { Clock } from '../plugin/clock.js';
import { transportToWire } from '../wire/index.js';
import type { MethodRunners } from './method-runners.js';

/** Takes a reading into the song's one transport, and says where the song is then. */
export type ObserveTransport = (reading: TransportReading) => TransportFeedback;

/** The song, told by a program that has no other way. */
export function transportMethods(observe: ObserveTransport, clock: Clock): MethodRunners {
  return {
    'transport.set': ({ is_playing, tempo, bar, beat }) => {
      const reading: TransportReading = {
        kind: 'transport',
        time: clock.now(),
        ...(is_playing === undefined ? {} : { isPlaying: is_playing }),
        ...(tempo === undefined ? {} : { tempo }),
        ...(bar === undefined ? {} : { bar }),
        ...(beat === undefined ? {} : { beat }),
      };
      return transportToWire(observe(reading));
    },
  };
}
