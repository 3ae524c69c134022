// What stands in place of a page that broke: said calmly, with a way on. What was typed is in the browser still.

import { Component, type ReactNode } from "react";

interface FaultProps {
  readonly children: ReactNode;
}

interface FaultState {
  readonly hasFailed: boolean;
}

/** React catches faults in classes alone. Give it the address as a key, so that another page begins anew. */
export class Fault extends Component<FaultProps, FaultState> {
  override state: FaultState = { hasFailed: false };

  static getDerivedStateFromError(): FaultState {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <>
        <h1>This page broke</h1>
        <p>The fault is ours. A draft that was not saved yet is kept on this computer.</p>
        <p>
          <a href="/staff">Begin anew</a>
        </p>
      </>
    );
  }
}
