// Runs in a thread of its own: the bytes of a file → what stands in it, or why it cannot be read.

import type { Outcome } from "../../domain/problem.js";
import { readReportFile, type ReportFile, type UploadedFile } from "./read-report-file.js";

export default function read(file: UploadedFile): Promise<Outcome<ReportFile>> {
  return readReportFile(file);
}
