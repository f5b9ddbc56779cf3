# Writes OUTPUT: what a program and its plug-in must share to work together, VERSION, KIND of build and a digest of HEADERS.
set(digests "")
foreach(header IN LISTS HEADERS)
    file(SHA256 ${header} digest)
    string(APPEND digests ${digest})
endforeach()
string(SHA256 digest "${digests}")
string(SUBSTRING ${digest} 0 12 digest)
file(WRITE ${OUTPUT} "#pragma once\n\n#define SPACELINE_BUILD \"${VERSION} ${KIND} ${digest}\"\n")
