import { buildWeb } from "../../../demo/stack/webBuild.js";

export default async function globalSetup(): Promise<void> {
  await buildWeb();
}
