#include "markdown/cleantext.h"

#include <QUtf8StringView>

#include <algorithm>

namespace spaceline::markdown {

namespace {

constexpr QByteArrayView kReplacement("\xEF\xBF\xBD");

struct Sequence {
    qsizetype size = 1; ///< bytes that belong together, at least 1
    bool valid = false;
    bool unfinished = false; ///< the text ends before the sequence does
};

/// Reads the sequence at the begin of \p text as Unicode's table of well-formed sequences has it;
/// of a broken one the longest begin that could have been right counts as one.
Sequence sequenceAt(QByteArrayView text)
{
    const auto byte = [text](qsizetype i) { return uchar(text[i]); };
    const uchar first = byte(0);
    if (first < 0x80)
        return {1, true, false};
    if (first < 0xC2 || first > 0xF4)
        return {};
    const qsizetype length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    // Rules out overlong forms, surrogates and what lies above U+10FFFF.
    const uchar low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const uchar high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    for (qsizetype i = 1; i < length; ++i) {
        if (i == text.size())
            return {i, false, true};
        const bool fits = i == 1 ? byte(i) >= low && byte(i) <= high : (byte(i) & 0xC0) == 0x80;
        if (!fits)
            return {i, false, false};
    }
    return {length, true, false};
}

/// Bytes at the end of \p text that the next bytes may change.
qsizetype heldBack(QByteArrayView text)
{
    if (text.endsWith('\r'))
        return 1;
    for (qsizetype back = 1; back <= std::min<qsizetype>(3, text.size()); ++back) {
        const uchar c = uchar(text[text.size() - back]);
        if (c >= 0xC0)
            return sequenceAt(text.last(back)).unfinished ? back : 0;
        if (c < 0x80)
            break;
    }
    return 0;
}

} // namespace

qsizetype appendClean(QByteArray &clean, QByteArrayView text, bool open)
{
    if (open)
        text.chop(heldBack(text));
    const qsizetype taken = text.size();
    if (!text.contains('\0') && !text.contains('\r') && QUtf8StringView(text).isValidUtf8()) {
        clean.append(text);
        return taken;
    }
    for (qsizetype at = 0; at < taken;) {
        const QByteArrayView rest = text.sliced(at);
        const Sequence sequence = sequenceAt(rest);
        if (rest.front() == '\r') {
            clean.append('\n');
            at += rest.size() > 1 && rest[1] == '\n' ? 2 : 1;
            continue;
        }
        if (!sequence.valid || rest.front() == '\0')
            clean.append(kReplacement);
        else
            clean.append(rest.first(sequence.size));
        at += sequence.size;
    }
    return taken;
}

} // namespace spaceline::markdown
