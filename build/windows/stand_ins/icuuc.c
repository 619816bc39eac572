/* For running Qt under wine 8 only; never shipped.  Qt asks Windows' ICU for text codecs beyond UTF and
   Latin-1; "no converter" is a legal answer. */
#define E __declspec(dllexport)
typedef int err; enum { UNSUPPORTED = 16, MISSING = 4 };
E void* ucnv_open(const char*n, err*e){ if(e)*e=MISSING; return 0; }
E void ucnv_close(void*c){}
E void ucnv_reset(void*c){}
E signed char ucnv_getMaxCharSize(void*c){return 1;}
E const char* ucnv_getName(void*c, err*e){ if(e)*e=UNSUPPORTED; return 0;}
E void ucnv_getToUCallBack(void*c, void**a, const void**b){ if(a)*a=0; if(b)*b=0; }
E void ucnv_getFromUCallBack(void*c, void**a, const void**b){ if(a)*a=0; if(b)*b=0; }
E void ucnv_setToUCallBack(void*c,void*a,const void*b,void**d,const void**f,err*e){ if(e)*e=UNSUPPORTED; }
E void ucnv_setFromUCallBack(void*c,void*a,const void*b,void**d,const void**f,err*e){ if(e)*e=UNSUPPORTED; }
E void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void){}
E void UCNV_TO_U_CALLBACK_SUBSTITUTE(void){}
E void ucnv_cbToUWriteUChars(void*a,const void*s,int l,int o,err*e){ if(e)*e=UNSUPPORTED; }
E void ucnv_cbFromUWriteUChars(void*a,const void**s,const void*l,int o,err*e){ if(e)*e=UNSUPPORTED; }
E void ucnv_toUnicode(void*c,void**t,const void*tl,const char**s,const char*sl,int*o,signed char f,err*e){ if(e)*e=UNSUPPORTED; }
E void ucnv_fromUnicode(void*c,char**t,const char*tl,const void**s,const void*sl,int*o,signed char f,err*e){ if(e)*e=UNSUPPORTED; }
E int ucnv_toUCountPending(const void*c,err*e){ return 0; }
E int ucnv_fromUCountPending(const void*c,err*e){ return 0; }
E const char* ucnv_getStandardName(const char*n,const char*s,err*e){ if(e)*e=UNSUPPORTED; return 0;}
E const char* ucnv_getAvailableName(int n){ return 0; }
E int ucnv_countAvailable(void){ return 0; }
