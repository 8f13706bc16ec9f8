"use client";
import type { ReactNode } from "react";
import { MfaScreen } from "../multifactorauth/MfaScreen.js";
import { NavigateProvider } from "../routing/NavigateContext.js";
import type { RouterPlace } from "./RouterPlace.js";

export interface MfaNavigationProps {
  children: ReactNode;
}

/** The screen of the page's URL. */
export function RoutedScreen({ search, navigate }: RouterPlace) {
  // From `?stepUp=true` to `?setup=true` it is another screen; a skip link, or the same redirect twice, leaves it alone.
  return (
    <NavigateProvider value={navigate}>
      <MfaScreen key={search} search={search} />
    </NavigateProvider>
  );
}
