/* For running Qt under wine 8 only; never shipped.  PDFium insists on ProcessPrng, which wine lacks. */
__declspec(dllimport) unsigned char __stdcall SystemFunction036(void *bytes, unsigned long count);

__declspec(dllexport) int __stdcall ProcessPrng(unsigned char *bytes, unsigned long long count)
{
    return SystemFunction036(bytes, (unsigned long)count) ? 1 : 0;
}
