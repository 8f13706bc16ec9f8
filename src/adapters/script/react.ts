/*
 * What the screens use of React, on Preact's core: `preact/compat` brings a good deal more than the one file has room
 * for. Named after React's modules, each of which leads here.
 */
import {
  Component,
  createElement,
  Fragment,
  options,
  render,
  type ComponentChildren,
  type FunctionComponent,
  type RenderableProps,
  type VNode,
} from "preact";
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";

export { createContext } from "preact";
export * from "preact/hooks";
export { Fragment, jsx, jsxs } from "preact/jsx-runtime";

// React's events carry the browser's own; Preact's are the browser's own.
const earlier = options.event;
options.event = (event) => Object.assign(event, { nativeEvent: event }, earlier?.(event));

/** Watches what changes outside of components, and looks once more when the watch has begun. */
export function useSyncExternalStore<Snapshot>(subscribe: (listener: () => void) => () => void, getSnapshot: () => Snapshot): Snapshot {
  const [snapshot, setSnapshot] = useState(getSnapshot);
  useEffect(() => {
    const look = () => setSnapshot(getSnapshot);
    const stop = subscribe(look);
    look();
    return stop;
  }, [subscribe, getSnapshot]);
  return snapshot;
}

/** Function components of Preact 11 get their `ref` among the props. */
export const forwardRef =
  <Props extends object>(component: (props: Props, ref: unknown) => VNode): FunctionComponent<Props & { ref?: unknown }> =>
  ({ ref, ...props }) =>
    component(props as unknown as Props, ref);

/** Renders anew when one of the props is another. */
export function memo<Props extends object>(component: FunctionComponent<Props>) {
  return class extends Component<Props> {
    override shouldComponentUpdate(next: RenderableProps<Props>): boolean {
      const names = Object.keys({ ...next, ...this.props }) as (keyof Props)[];
      return names.some((name) => next[name] !== this.props[name]);
    }
    override render(props: RenderableProps<Props>) {
      return createElement(component, props);
    }
  };
}

/** Has what the callback sets in the page when it returns. */
export function flushSync(callback: () => void): void {
  const debounce = options.debounceRendering;
  let flush: (() => void) | undefined;
  options.debounceRendering = (run) => {
    flush = run;
  };
  try {
    callback();
    flush?.();
  } finally {
    if (debounce === undefined) delete options.debounceRendering;
    else options.debounceRendering = debounce;
  }
}

export function createRoot(container: Element) {
  return {
    render: (children: ComponentChildren) => {
      // React does away with what stands there at first.
      if (!rendered.has(container)) container.replaceChildren();
      rendered.add(container);
      render(children, container);
    },
    unmount: () => {
      rendered.delete(container);
      render(null, container);
    },
  };
}

const rendered = new WeakSet<Element>();

/** The QR encoder's way. */
export default { createElement, forwardRef, Fragment, useCallback, useEffect, useMemo, useRef, useState };
