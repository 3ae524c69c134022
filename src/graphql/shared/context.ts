// What every resolver of one request can reach: the use cases, the loaders, and who is asking. Nothing else.

import type { Viewer } from "../../domain/access/viewer.js";
import type { ReportingMonth } from "../../domain/reporting-month.js";
import type { PublicUseCases } from "../../usecases/public-use-cases.js";
import type { UseCases } from "../../usecases/use-cases.js";
import type { Loaders, StaffLoaders } from "./loaders.js";

/** How addresses of this server begin, without a slash at their end. */
export interface Links {
  /** Empty where only the request tells under which address people reach the server: then links are relative. */
  readonly base: string;
  /** Always a whole address. */
  readonly site: string;
}

export interface RequestContext {
  readonly useCases: PublicUseCases;
  readonly loaders: Loaders;
  /** The month that is running in UTC: the same throughout an answer. */
  readonly thisMonth: ReportingMonth;
  readonly links: Links;
}

/** The context of the public schema: nobody is signed in. */
export interface PublicContext extends RequestContext {
  /** The request came with a session that holds no longer. */
  readonly hasSessionEnded: boolean;
}

/** The context of the staff schema: somebody is signed in. */
export interface StaffContext extends RequestContext {
  readonly useCases: UseCases;
  readonly viewer: Viewer;
  readonly staffLoaders: StaffLoaders;
}
