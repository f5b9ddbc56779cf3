#include "fuzz/targets.h"

#include <QLoggingCategory>

#include <cstdio>
#include <cstdlib>

// libFuzzer's two entries; SPACELINE_FUZZ_TARGET in the environment names the decoder.

namespace {

const spaceline::fuzz::Target *s_target = nullptr;

} // namespace

extern "C" int LLVMFuzzerInitialize(int *, char ***)
{
    QLoggingCategory::setFilterRules(QStringLiteral("*=false"));
    s_target = spaceline::fuzz::targetNamed(qgetenv("SPACELINE_FUZZ_TARGET"));
    if (s_target)
        return 0;
    std::fputs("SPACELINE_FUZZ_TARGET names one of:", stderr);
    for (const spaceline::fuzz::Target &target : spaceline::fuzz::targets())
        std::fprintf(stderr, " %s", target.name);
    std::fputc('\n', stderr);
    std::exit(2);
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    s_target->run(QByteArray(reinterpret_cast<const char *>(bytes), qsizetype(size)));
    return 0;
}
