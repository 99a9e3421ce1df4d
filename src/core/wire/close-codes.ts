/** Why a WebSocket was closed; 4002 to 4012 mean what obs-websocket says. */
export const CLOSE_CODES = {
  goingAway: 1001,
  notJson: 4002,
  fieldMissing: 4003,
  wrongType: 4004,
  badValue: 4005,
  unknownType: 4006,
  notIdentified: 4007,
  identifiedTwice: 4008,
  featureNotSupported: 4012,
  identifyTooLate: 4020,
  slowConsumer: 4021,
  rateLimited: 4022,
  tooManyClients: 4024,
  reconfiguring: 4025,
  tokenRefused: 4009,
  protocolNotSupported: 4010,
  kicked: 4011,
  tokenRevoked: 4023,
} as const;

export type CloseReason = keyof typeof CLOSE_CODES;

/** After the last four a client stays away: coming back would end the same way. In figures, as names need not travel to pages. */
export const FINAL_CLOSE_CODES: readonly number[] = [4009, 4010, 4011, 4023];
