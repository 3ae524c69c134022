// What every resolver of one request can reach: the use cases, the loaders, and who is asking. Nothing else.

import type { Viewer } from "../../domain/access/viewer.js";
import type { ReportingMonth } from "../../domain/reporting-month.js";
import type { UseCases } from "../../usecases/use-cases.js";
import type { Loaders } from "./loaders.js";

export interface RequestContext {
  readonly useCases: UseCases;
  readonly loaders: Loaders;
  /** The month that is running in UTC: the same throughout an answer. */
  readonly thisMonth: ReportingMonth;
}

/** The context of the staff schema: somebody is signed in. */
export interface StaffContext extends RequestContext {
  readonly viewer: Viewer;
}
