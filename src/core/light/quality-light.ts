import type { Milliseconds, Score } from '../music/units.js';
import { type Light, mixLights } from './colour.js';
import { FlashLimiter, type Pace, SAFE_PACE } from './flash-limiter.js';
import { NEUTRAL, type Palette } from './palette.js';

/** Changes smaller than both are not worth a message to a lamp. */
const HUE_STEP = 5; // degrees
const BRIGHTNESS_STEP = 0.03;

/** A place on the way between neutral and the palette. */
interface Place {
  readonly quality: Score;
  /** 0 is neutral, 1 the palette's colour. */
  readonly strength: number;
}

/** The light that belongs to a quality: always a colour of the palette, never faster than is safe. */
export class QualityLight {
  private place: Place = { quality: 0, strength: 0 };
  private aim: Place = this.place;
  private readonly limiter: FlashLimiter;

  constructor(
    private readonly palette: Palette,
    pace: Pace = SAFE_PACE,
  ) {
    this.limiter = new FlashLimiter(NEUTRAL, pace);
  }

  get shown(): Light {
    return this.limiter.shown;
  }

  get hasArrived(): boolean {
    return this.place === this.aim;
  }

  /** `null` is neutral. A change too small to be seen is not followed. */
  toward(quality: Score | null): void {
    const aim = quality === null ? { ...this.aim, strength: 0 } : { quality, strength: 1 };
    if (isVisible(this.lightAt(this.aim), this.lightAt(aim))) this.aim = aim;
  }

  /** One step of the way; `elapsed` since the last one. */
  step(elapsed: Milliseconds): Light {
    const { aim } = this;
    // Nothing of the quality shows in neutral, so the way begins at the colour it leads to.
    const start = this.place.strength === 0 ? { ...this.place, quality: aim.quality } : this.place;
    const at = (share: number): Place => ({
      quality: start.quality + (aim.quality - start.quality) * share,
      strength: start.strength + (aim.strength - start.strength) * share,
    });
    const share = this.limiter.advance((part) => this.lightAt(at(part)), elapsed);
    this.place = share === 1 ? aim : at(share);
    return this.limiter.shown;
  }

  private lightAt({ quality, strength }: Place): Light {
    return mixLights(NEUTRAL, this.palette(quality), strength);
  }
}

function isVisible(from: Light, to: Light): boolean {
  const turn = Math.abs(((to.hue - from.hue + 540) % 360) - 180);
  const rest = Math.max(Math.abs(to.brightness - from.brightness), Math.abs(to.saturation - from.saturation));
  return turn >= HUE_STEP || rest >= BRIGHTNESS_STEP;
}
