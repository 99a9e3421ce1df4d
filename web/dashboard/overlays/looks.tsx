import type { ComponentChildren, JSX } from 'preact';
import { NAMED_TUNINGS } from '../../../src/core/music/tuning-catalogue.js';
import { ALIGNS, WIDGETS } from '../../overlay/options.js';
import { PALETTES } from '../../shared/theme.js';
import { Check } from '../check.js';
import { choicesOf, OVERLAYS, type OverlayLook } from './overlay-address.js';

interface Props {
  /** Of the overlay. */
  readonly name: string;
  readonly look: OverlayLook;
  readonly change: (part: Partial<OverlayLook>) => void;
}

function Field({ id, label, children }: { id: string; label: string; children: ComponentChildren }) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
    </div>
  );
}

interface ChoiceProps<Value extends string> {
  readonly id: string;
  readonly label: string;
  readonly value: Value;
  readonly of: readonly (readonly [value: Value, text: string])[];
  readonly choose: (value: Value) => void;
}

function Choice<Value extends string>({ id, label, value, of, choose }: ChoiceProps<Value>): JSX.Element {
  return (
    <Field id={id} label={label}>
      <select
        class="input"
        id={id}
        value={value}
        onChange={({ currentTarget }) => choose(currentTarget.value as Value)}
      >
        {of.map(([key, text]) => (
          <option value={key} key={key}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
}

interface AmountProps {
  readonly id: string;
  readonly label: string;
  readonly limits: { readonly min: number; readonly max: number; readonly step: number };
  readonly value: number | null;
  readonly placeholder?: string;
  /** `null` for nothing, which is what a zero means here. */
  readonly put: (value: number | null) => void;
}

function Amount({ id, label, limits, value, placeholder, put }: AmountProps): JSX.Element {
  return (
    <Field id={id} label={label}>
      <input
        class="input"
        id={id}
        type="number"
        {...limits}
        placeholder={placeholder}
        value={value ?? ''}
        onChange={({ currentTarget }) => put(Number(currentTarget.value) || null)}
      />
    </Field>
  );
}

const named = <Name extends string>(names: readonly Name[]) => names.map((name) => [name, name] as const);
const PALETTE_CHOICES = [...named(PALETTES), ['own', 'your own colours']] as const;
const TUNING_CHOICES = [
  ['', 'that of the practice'],
  ...NAMED_TUNINGS.map(({ name }) => [name.toLowerCase(), name] as const),
] as const;
const STOPS = ['Worst', 'Between', 'Best'];

/** Three colours, from the worst to the best. */
function OwnColours({ look, change }: Omit<Props, 'name'>): JSX.Element {
  const put = (at: number, stop: string) =>
    change({ stops: look.stops.map((old, index) => (index === at ? stop : old)) });
  return (
    <fieldset class="stops">
      <legend>Your own colours</legend>
      {look.stops.map((stop, at) => (
        <label key={STOPS[at]}>
          <input type="color" value={stop} onInput={({ currentTarget }) => put(at, currentTarget.value)} />
          {STOPS[at]}
        </label>
      ))}
    </fieldset>
  );
}

/** At least one widget stays. */
function Widgets({ look, change }: Omit<Props, 'name'>): JSX.Element {
  const toggle = (name: (typeof WIDGETS)[number], isOn: boolean) => {
    const widgets = WIDGETS.filter((one) => (one === name ? isOn : look.widgets.includes(one)));
    change({ widgets: widgets.length ? widgets : look.widgets });
  };
  return (
    <fieldset class="checks">
      <legend>Shows</legend>
      {OVERLAYS.map(({ name, title }) =>
        name === 'compose' ? null : (
          <Check
            label={title}
            isOn={look.widgets.includes(name)}
            set={(isOn) => toggle(name, isOn)}
            key={name}
          />
        ),
      )}
    </fieldset>
  );
}

/** The options of an overlay that make a difference to it. */
export function Looks({ name, look, change }: Props): JSX.Element {
  const has = choicesOf(name);
  return (
    <form class="looks">
      <Choice
        id="overlay-palette"
        label="Palette"
        value={look.palette}
        of={PALETTE_CHOICES}
        choose={(palette) => change({ palette })}
      />
      <Amount
        id="overlay-scale"
        label="Size, in percent"
        limits={{ min: 25, max: 400, step: 5 }}
        value={look.scale}
        put={(scale) => change({ scale: scale ?? 100 })}
      />
      {has.has('align') ? (
        <Choice
          id="overlay-align"
          label="Place"
          value={look.align}
          of={named(ALIGNS)}
          choose={(align) => change({ align })}
        />
      ) : null}
      {has.has('a4') ? (
        <Amount
          id="overlay-a4"
          label="A, in Hz"
          limits={{ min: 400, max: 480, step: 1 }}
          value={look.a4}
          placeholder="that of the practice"
          put={(a4) => change({ a4 })}
        />
      ) : null}
      {has.has('neck') ? (
        <Choice
          id="overlay-tuning"
          label="Tuning of the neck"
          value={look.tuning}
          of={TUNING_CHOICES}
          choose={(tuning) => change({ tuning })}
        />
      ) : null}
      {look.palette === 'own' ? <OwnColours look={look} change={change} /> : null}
      {has.has('widgets') ? <Widgets look={look} change={change} /> : null}
      <div class="checks">
        <Check
          label="Light plates"
          isOn={look.theme === 'light'}
          set={(on) => change({ theme: on ? 'light' : 'dark' })}
        />
        {has.has('bare') ? (
          <Check
            label="Without plates (note and strip)"
            isOn={look.isBare}
            set={(on) => change({ isBare: on })}
          />
        ) : null}
        <Check label="Calm" isOn={look.isCalm} set={(on) => change({ isCalm: on })} />
        {has.has('neck') ? (
          <Check label="Left-handed neck" isOn={look.isLefty} set={(on) => change({ isLefty: on })} />
        ) : null}
      </div>
    </form>
  );
}
