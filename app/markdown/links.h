#pragma once

#include <QString>

namespace spaceline::markdown {

/// May a click lead to \p target? Only absolute http, https and mailto addresses.
[[nodiscard]] bool isSafeLink(const QString &target);
/// May \p target be the address of an image? http, https, and addresses without a scheme, which are
/// the Space's own.
[[nodiscard]] bool isSafeImage(const QString &target);

} // namespace spaceline::markdown
