import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { hideFrames, limitFrames, nextFrame } from '../../../web/shared/frames.js';

let screen: ((now: number) => void)[] = [];
let time = 0;

/** The screen shows its next picture. */
function refresh(milliseconds: number): void {
  time += milliseconds;
  const due = screen;
  screen = [];
  for (const draw of due) draw(time);
}

beforeEach(() => vi.stubGlobal('requestAnimationFrame', (draw: (now: number) => void) => screen.push(draw)));
afterEach(() => {
  limitFrames(0);
  hideFrames(false);
  refresh(1000);
  vi.unstubAllGlobals();
});

describe('drawing', () => {
  test('happens once a frame, however often it is asked for', () => {
    const draw = vi.fn();
    nextFrame(draw);
    nextFrame(draw);
    refresh(16);
    expect(draw).toHaveBeenCalledTimes(1);
    expect(screen).toHaveLength(0);
  });

  test('waits while OBS hides the source, and catches up once', () => {
    const draw = vi.fn();
    hideFrames(true);
    nextFrame(draw);
    refresh(16);
    expect(draw).not.toHaveBeenCalled();
    hideFrames(false);
    refresh(16);
    expect(draw).toHaveBeenCalledTimes(1);
  });

  test('keeps to the frame rate that was asked for', () => {
    const draw = vi.fn();
    limitFrames(30);
    for (let frame = 0; frame < 60; frame += 1) {
      nextFrame(draw);
      refresh(1000 / 60);
    }
    expect(draw.mock.calls.length).toBeGreaterThanOrEqual(29);
    expect(draw.mock.calls.length).toBeLessThanOrEqual(31);
  });
});
