#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace spaceline::markdown {

/// What \p entity (`&name;`, `&#123;` or `&#x7B;`, whole) stands for, in UTF-8; itself when it is
/// unknown. Numbers that are no characters become U+FFFD.
[[nodiscard]] QByteArray decodedEntity(QByteArrayView entity);
/// \p text with all its entities decoded.
[[nodiscard]] QByteArray decodedEntities(QByteArrayView text);
/// Could \p source, which begins with `&`, become a known entity when more of it arrives?
[[nodiscard]] bool mayBecomeEntity(QByteArrayView source);

} // namespace spaceline::markdown
