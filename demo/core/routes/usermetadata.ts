import type { Core } from "../core.js";
import { ok } from "../http.js";
import type { Route } from "../router.js";

export function userMetadataRoutes({ metadata }: Core): Route[] {
  return [
    {
      method: "GET",
      path: "/recipe/user/metadata",
      scope: "app",
      handle: ({ query }) => ok({ metadata: metadata.get(query.string("userId")) }),
    },
    {
      method: "PUT",
      path: "/recipe/user/metadata",
      scope: "app",
      handle: ({ body }) => ok({ metadata: metadata.update(body.string("userId"), body.object("metadataUpdate")) }),
    },
    {
      method: "POST",
      path: "/recipe/user/metadata/remove",
      scope: "app",
      handle({ body }) {
        metadata.clear(body.string("userId"));
        return ok();
      },
    },
  ];
}
