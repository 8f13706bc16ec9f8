import { useEffect } from "react";

/** `/plain.html` is no page of this app: reached through the router, it has to be loaded. */
export function PlainPage() {
  useEffect(() => window.location.reload(), []);
  return null;
}
