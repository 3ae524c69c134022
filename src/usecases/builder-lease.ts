// The right to build a release, which one builder has at a time. It is short, and renewed for as long as the builder lives and
// the build goes on: a builder that dies is followed within a minute, and one that ends in order hands it back.

import type { Clock } from "./ports.js";
import type { ReleaseQueue } from "./release-ports.js";

export interface LeaseTerms {
  /** A builder that is silent for so long is taken for dead. */
  readonly lastsMs: number;
  /** Much less, so that a renewal may fail once or be late. */
  readonly renewedEveryMs: number;
  /** How soon a builder notices that its release was discarded, or taken over. */
  readonly watchedEveryMs: number;
}

export const USUAL_TERMS: LeaseTerms = { lastsMs: 60_000, renewedEveryMs: 15_000, watchedEveryMs: 1_000 };

export interface LeasePorts {
  readonly releaseQueue: Pick<ReleaseQueue, "renew" | "holder">;
  readonly clock: Clock;
}

export class BuilderLease {
  private isOurs = true;
  /** What is done to a lease is done one after the other: each step names the end that the one before has set. */
  private last: Promise<void> = Promise.resolve();
  private readonly renewing: NodeJS.Timeout;
  private readonly watching: NodeJS.Timeout;
  private readonly losing = new AbortController();
  /** Aborted as soon as the release is seen not to be ours any more: what is under way is for nothing. */
  readonly lost = this.losing.signal;

  /** @param endsAt the end with which the release was taken: nobody else has taken it as long as that stands */
  constructor(
    private readonly ports: LeasePorts,
    private readonly release: number,
    private endsAt: Date,
    { lastsMs, renewedEveryMs, watchedEveryMs }: LeaseTerms,
  ) {
    const renew = () => this.endAt(leaseEnd(ports.clock, lastsMs));
    // Where the database cannot be reached just now, the next renewal may reach it.
    this.renewing = setInterval(() => void renew().catch(() => undefined), renewedEveryMs).unref();
    this.watching = setInterval(() => void this.watch().catch(() => undefined), watchedEveryMs).unref();
  }

  /** What became of a release that is not ours any more. */
  async loss(): Promise<"LOST" | "CANCELED"> {
    this.stop();
    const holder = await this.ports.releaseQueue.holder(this.release, this.endsAt);
    return holder === "CANCELED" ? "CANCELED" : "LOST";
  }

  /** Ends renewing. @returns the end of the lease; null when another builder has taken over */
  async held(): Promise<Date | null> {
    this.stop();
    await this.last;
    return this.isOurs ? this.endsAt : null;
  }

  /** Lets another builder begin at once. */
  async handBack(): Promise<void> {
    this.stop();
    await this.endAt(this.ports.clock());
    this.isOurs = false;
  }

  private stop(): void {
    clearInterval(this.renewing);
    clearInterval(this.watching);
  }

  private watch(): Promise<void> {
    return this.inTurn(
      async () => (await this.ports.releaseQueue.holder(this.release, this.endsAt)) === "OURS",
    );
  }

  private endAt(end: Date): Promise<void> {
    return this.inTurn(async () => {
      const isOurs = await this.ports.releaseQueue.renew(this.release, this.endsAt, end);
      if (isOurs) this.endsAt = end;
      return isOurs;
    });
  }

  /** @param work says whether the release is ours still */
  private inTurn(work: () => Promise<boolean>): Promise<void> {
    const step = this.last.then(async () => {
      if (!this.isOurs) return;
      this.isOurs = await work();
      if (!this.isOurs) this.losing.abort();
    });
    this.last = step.catch(() => undefined);
    return step;
  }
}

export function leaseEnd(clock: Clock, lastsMs: number): Date {
  return new Date(clock().getTime() + lastsMs);
}
