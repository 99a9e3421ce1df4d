export function clamp(value: number, least = 0, most = 1): number {
  return Math.min(most, Math.max(least, value));
}
