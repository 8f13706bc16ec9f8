"use client";
import { createContext, useContext } from "react";
import { loadPage, type Navigate } from "./navigate.js";

const NavigateContext = createContext<Navigate>(loadPage);

/** Gives the screens, the guard and the panel below it a router's `navigate`; without it they load pages. */
export const NavigateProvider = NavigateContext.Provider;

export function useMfaNavigate(): Navigate {
  return useContext(NavigateContext);
}
