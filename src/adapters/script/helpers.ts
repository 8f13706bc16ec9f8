// TypeScript's helpers, which the SDK's modules call by these names.
export { __assign, __awaiter, __extends, __generator, __rest, __spreadArray } from "tslib";
