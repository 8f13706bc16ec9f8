/** Loads what the first load of the routed screen leaves out, all of it. */
export const loadMore = () => import("./afterFirstLoad.js");
