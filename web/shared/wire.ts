/** What travels on the wire, under the names the pages use. Types only: no schema reaches the browser. */
export type {
  DeviceListData as DeviceList,
  MetricsData as Metrics,
  NoteData as Note,
  NoteRow,
  PitchData as Pitch,
  PluginData as Plugin,
  Problem,
  ProgressData as Progress,
  RunningSession as Session,
  SessionOutcome,
  SessionRow,
  StartParams,
  TopicData,
  TransportData as Transport,
} from '../../src/core/wire/index.js';
