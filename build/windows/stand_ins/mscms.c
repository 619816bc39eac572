/* For running Qt under wine 8 only; never shipped.  "No colour profile" is a legal answer. */
#define EXPORT __declspec(dllexport)

EXPORT void *__stdcall WcsCreateIccProfile(void *profile, unsigned options) { return 0; }
EXPORT int __stdcall CloseColorProfile(void *profile) { return 1; }
EXPORT void *__stdcall OpenColorProfileW(void *profile, unsigned access, unsigned share, unsigned mode) { return 0; }
EXPORT int __stdcall GetColorProfileFromHandle(void *profile, void *bytes, unsigned *count) { return 0; }
