import { handleAuthAPIRequest } from "supertokens-node/custom";
import "../../../../backend";

const handle = handleAuthAPIRequest();

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
