import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Choice, Choices } from './choices.js';

interface Props {
  id: string;
  /** What is chosen here, for screen readers: `Scale`. */
  name: string;
  label: string;
  value: string;
  search: (text: string) => Choices;
  choose: (value: string) => void;
}

/** A word of the sentence that opens a searchable list (the combobox pattern of WAI-ARIA). */
export function Pick(props: Props): JSX.Element {
  const [isOpen, open] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = (isDone: boolean) => {
    open(false);
    if (isDone) button.current?.focus();
  };
  return (
    <span class="picker">
      <button
        ref={button}
        type="button"
        class="pick"
        id={props.id}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={`${props.name}: ${props.label}`}
        onClick={() => open(!isOpen)}
      >
        {props.label}
      </button>
      {isOpen ? <PickList {...props} close={close} /> : null}
    </span>
  );
}

type ListProps = Props & { close: (isDone: boolean) => void };

function PickList({ name, value, search, choose, close }: ListProps): JSX.Element {
  const [text, type] = useState('');
  const [at, move] = useState(0);
  const base = useId();
  const box = useRef<HTMLDivElement>(null);
  const { items, problem } = search(text);
  const take = (choice: Choice | undefined) => {
    if (!choice) return;
    choose(choice.value);
    close(true);
  };
  useEffect(() => box.current?.querySelector('input')?.focus(), []);
  useEffect(
    () => box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }),
    [at],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close(true);
    else if (event.key === 'Enter') take(items[at]);
    else if (event.key === 'ArrowDown') move(Math.min(at + 1, items.length - 1));
    else if (event.key === 'ArrowUp') move(Math.max(at - 1, 0));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onFocusOut = ({ relatedTarget }: FocusEvent) => {
    if (!(relatedTarget instanceof Node && box.current?.contains(relatedTarget))) close(false);
  };
  return (
    <div ref={box} class="list" role="group" onKeyDown={onKeyDown} onFocusOut={onFocusOut}>
      <input
        class="input"
        role="combobox"
        aria-label={`Search: ${name}`}
        aria-expanded="true"
        aria-controls={base}
        aria-activedescendant={items[at] ? `${base}-${at}` : undefined}
        aria-invalid={problem !== null}
        aria-describedby={problem ? `${base}-problem` : undefined}
        placeholder="Type to search"
        autocomplete="off"
        value={text}
        onInput={({ currentTarget }) => {
          type(currentTarget.value);
          move(0);
        }}
      />
      {problem ? (
        <p class="error" id={`${base}-problem`}>
          {problem}
        </p>
      ) : null}
      <div role="listbox" id={base} aria-label={name} tabIndex={-1}>
        {items.map((choice, index) => (
          <div
            role="option"
            tabIndex={-1}
            id={`${base}-${index}`}
            aria-selected={index === at}
            class={choice.value === value ? 'option chosen' : 'option'}
            onMouseMove={() => move(index)}
            onMouseDown={(event) => {
              event.preventDefault();
              take(choice);
            }}
            key={choice.value}
          >
            {choice.label} <small>{choice.hint}</small>
          </div>
        ))}
      </div>
    </div>
  );
}
