import { languages, loadMessages } from "../../messages/loadMessages.js";
import { addLanguage } from "./languages.js";

/** Each is a chunk of its own, loaded when an element wants it. English comes with the screens. */
for (const language of languages) {
  if (language !== "en") addLanguage(language, () => loadMessages(language));
}
