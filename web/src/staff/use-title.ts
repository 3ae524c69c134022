// The title of the window says which page is open.

import { useEffect } from "react";

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} – Intercept One`;
  }, [title]);
}
