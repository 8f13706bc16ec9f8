/** Loads what a first load leaves out. */
export const loadMore = () => import("./afterFirstLoad.js");
