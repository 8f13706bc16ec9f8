/** What one tab tells the others. Names and user keys only, never a secret or a code. */
export interface TabNews {
  type: "PENDING_DEVICE_REPLACED";
  sessionKey: string;
  deviceName: string;
}

const channelName = "supertokens-mfa-react";

/** A channel also reaches the other listeners of the page that speaks; this tells them apart. Not a secret. */
const thisTab = Math.random().toString(36).slice(2);

/** Tells the user's other tabs. Where the browser has no channels, the server's answer is all they get. */
export function tellOtherTabs(news: TabNews): void {
  if (typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel(channelName);
  channel.postMessage({ ...news, from: thisTab });
  channel.close();
}

/** Listens to the user's other tabs; returns how to stop. */
export function listenToOtherTabs(onNews: (news: TabNews) => void): () => void {
  if (typeof BroadcastChannel === "undefined") return () => undefined;
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (isNews(data) && data.from !== thisTab) onNews(data);
  };
  return () => channel.close();
}

/** Anything of the origin can speak on the channel, an earlier or later version of this library among them. */
function isNews(data: unknown): data is TabNews & { from: string } {
  const { type, sessionKey, deviceName } = (data ?? {}) as Record<keyof TabNews, unknown>;
  return type === "PENDING_DEVICE_REPLACED" && typeof sessionKey === "string" && typeof deviceName === "string";
}
