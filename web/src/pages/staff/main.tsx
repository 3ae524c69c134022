// The pages of the staff: begins them in the empty page that the server sends.

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { StaffPages } from "../../staff/staff-pages.js";
import "../../styles/tokens.css";
import "../../styles/base.css";
import "../../styles/charts.css";
import "../../staff/staff.css";
import "../../staff/reports/reports.css";
import "../../staff/review/review.css";
import "../../staff/releases/releases.css";
import "../../staff/explorer/explorer.css";

const root = document.getElementById("staff");
if (root === null) throw new Error("The page has no place for what it shows.");
createRoot(root).render(
  <StrictMode>
    <StaffPages />
  </StrictMode>,
);
