// The published works that definitions rest on, cited once.

export const CIT_GUIDE =
  "CIT International, Crisis Intervention Team (CIT) Programs: A Best Practice Guide for Transforming Community Responses to Mental Health Crises (2019)";
export const CIT_CORE_ELEMENTS =
  "Dupont, Cochran and Pillsbury, Crisis Intervention Team Core Elements, University of Memphis (2007)";
export const HOLD_STATUTE =
  "Revised Statutes of Missouri, section 632.305 (detention for evaluation and treatment, 96 hours)";
export const INTERCEPT_MODEL =
  "Munetz and Griffin, Use of the Sequential Intercept Model, Psychiatric Services 57(4), 2006, 544-549";
