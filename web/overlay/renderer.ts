/**
 * Draws what components return, and after that only what has changed. It stands in for Preact in the overlays, whose
 * pages have no room for it: the same components run on either, within what is written here. Hooks, keys, lists and SVG
 * are there; fragments, refs, contexts, event handlers and error boundaries are not.
 */

type Component = (props: Props) => Child;
type Child = Wanted | string | number | boolean | null | undefined | readonly Child[];
type Style = Readonly<Record<string, string | number | null | undefined>>;
interface Props {
  readonly [name: string]: unknown;
  readonly children?: Child;
  readonly style?: Style;
}

/** What a component asks for. */
export interface Wanted {
  readonly type: string | Component;
  readonly key: string | number | undefined;
  readonly props: Props;
}

/** What is there for it. */
interface Drawn {
  readonly type: string | Component;
  readonly key: string | number | undefined;
  props: Props;
  /** The element; for a component an empty text where it ends. */
  readonly node: Element | Text;
  kids: readonly Drawn[];
  /** What its hooks remember, in the order they are called. */
  readonly cells: Cell[];
}

interface Cell {
  inputs?: readonly unknown[] | undefined;
  undo?: (() => void) | undefined;
  value?: unknown;
}

/** A text has no name that an element could have. */
const TEXT = '';
const SVG = 'http://www.w3.org/2000/svg';

export function jsx(type: string | Component, props: Props, key?: string | number): Wanted {
  return { type, props, key };
}
export { jsx as jsxs };

/** Shows it in an element that nobody else draws into. */
export function render(wanted: unknown, host: Element): void {
  arrange(host, reconcile(host, [], wanted as Wanted), null);
  settle();
}

/** Keeps what is still wanted, creates what is new and removes the rest. */
function reconcile(host: Element, before: readonly Drawn[], children: Child): readonly Drawn[] {
  const left = [...before];
  const after = [children].flat(9).flatMap((child) => {
    if (child == null || typeof child === 'boolean') return [];
    const wanted = typeof child === 'object' ? (child as Wanted) : jsx(TEXT, { children: `${child}` });
    const place = left.findIndex(({ type, key }) => type === wanted.type && key === wanted.key);
    const drawn = left.splice(place, place < 0 ? 0 : 1)[0] ?? create(wanted, host);
    update(drawn, wanted.props);
    return drawn;
  });
  left.forEach(remove);
  return after;
}

function create({ type, key }: Wanted, host: Element): Drawn {
  const node =
    type === TEXT || typeof type === 'function'
      ? document.createTextNode('')
      : document.createElementNS(type === 'svg' ? SVG : host.namespaceURI, type);
  return { type, key, node: host.appendChild(node), props: {}, kids: [], cells: [] };
}

function update(drawn: Drawn, props: Props): void {
  const { type, node, props: old } = drawn;
  drawn.props = props;
  if (typeof type === 'function') redraw(drawn);
  else if (node instanceof Text) {
    if (props.children !== old.children) node.data = props.children as string;
  } else {
    for (const name in { ...old, ...props }) assign(node, name, props[name], old[name]);
    drawn.kids = reconcile(node, drawn.kids, props.children);
    arrange(node, drawn.kids, null);
  }
}

function assign(element: Element, name: string, value: unknown, old: unknown): void {
  if (value === old || name === 'children') return;
  if (name === 'style') restyle((element as HTMLElement).style, value as Style, old as Style);
  else if (value == null || value === false) element.removeAttribute(name);
  else element.setAttribute(name, `${value}`);
}

function restyle(style: CSSStyleDeclaration, wanted: Style = {}, old: Style = {}): void {
  for (const name in { ...old, ...wanted }) {
    const value = wanted[name];
    if (value !== old[name]) style.setProperty(name, `${value ?? ''}`);
  }
}

function remove({ cells, kids, node }: Drawn): void {
  for (const { undo } of cells) undo?.();
  kids.forEach(remove);
  node.remove();
}

/** Puts all in their order before `end`; says what comes first. What is in its place is not touched. */
function arrange(host: Element, all: readonly Drawn[], end: Node | null): Node | null {
  return all.reduceRight((next, { type, kids, node }) => {
    if (node.nextSibling !== next) host.insertBefore(node, next);
    return typeof type === 'function' ? arrange(host, kids, node) : node;
  }, end);
}

let current: Drawn;
let cellIndex = 0;
const outdated = new Set<Drawn>();
const effects: (() => void)[] = [];

function redraw(drawn: Drawn): void {
  const host = drawn.node.parentElement;
  outdated.delete(drawn);
  if (!host) return; // It has gone meanwhile.
  current = drawn;
  cellIndex = 0;
  const children = (drawn.type as Component)(drawn.props);
  drawn.kids = reconcile(host, drawn.kids, children);
  arrange(host, drawn.kids, drawn.node);
}

/** Draws what has changed since; effects come after. */
function settle(): void {
  for (const drawn of outdated) redraw(drawn);
  for (const effect of effects.splice(0)) effect();
}

function outdate(drawn: Drawn): void {
  outdated.add(drawn);
  queueMicrotask(settle);
}

function cell(): Cell {
  const { cells } = current;
  const own = cells[cellIndex] ?? {};
  cells[cellIndex++] = own;
  return own;
}

function isNew({ inputs: old }: Cell, inputs: readonly unknown[]): boolean {
  return !old || inputs.some((input, index) => input !== old[index]);
}

export function useMemo<Value>(make: () => Value, inputs: readonly unknown[]): Value {
  const own = cell();
  if (isNew(own, inputs)) own.value = make();
  own.inputs = inputs;
  return own.value as Value;
}

export function useRef<Value>(first: Value): { current: Value } {
  return useMemo(() => ({ current: first }), []);
}

export function useEffect(act: () => (() => void) | undefined, inputs: readonly unknown[]): void {
  const own = cell();
  if (isNew(own, inputs)) {
    effects.push(() => {
      own.undo?.();
      own.undo = act();
    });
  }
  own.inputs = inputs;
}

type Next<Value> = Value | ((old?: Value) => Value);
type State<Value> = [Value, (next: Next<Value>) => void];

export function useState<Value>(first: Next<Value>): State<Value> {
  const owner = current;
  const given = (next: Next<Value>, old?: Value) => (next instanceof Function ? next(old) : next);
  const state: State<Value> = useMemo(() => {
    const change = (next: Next<Value>) => {
      const value = given(next, state[0]);
      if (Object.is(value, state[0])) return;
      state[0] = value;
      outdate(owner);
    };
    return [given(first), change];
  }, []);
  return state;
}
