/** When to draw: in step with the screen, at most `maxFps` times a second, and only while somebody can see it. */

const waiting = new Set<() => void>();
let isAsked = false;
let isHidden = false;
let shortest = 0;
let last = Number.NEGATIVE_INFINITY;

/** Calls once before the next picture; asking twice is the same as once. */
export function nextFrame(call: () => void): void {
  waiting.add(call);
  ask();
}

export function limitFrames(maxFps: number): void {
  shortest = maxFps > 0 ? 1000 / maxFps - 2 : 0; // Two milliseconds of grace, or every second frame would be lost.
}

/** OBS keeps hidden sources running: nothing is drawn for them, and all of it once they are shown again. */
export function hideFrames(hidden: boolean): void {
  isHidden = hidden;
  ask();
}

function ask(): void {
  if (isAsked || isHidden || waiting.size === 0) return;
  isAsked = true;
  requestAnimationFrame(draw);
}

function draw(now: number): void {
  isAsked = false;
  if (isHidden) return;
  if (now - last >= shortest) {
    last = now;
    const due = [...waiting];
    waiting.clear();
    for (const call of due) call();
  }
  ask();
}
