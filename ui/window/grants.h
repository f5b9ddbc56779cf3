#pragma once

#include "connect/grantlist.h"

#include <QObject>

#include <functional>

namespace spaceline {

class ConversationController;
class Services;

/// Gives or takes back \p what of the server of \p conversation, after asking with a box over
/// \p window where something is given. \p done is called when that is decided.
void changeGrant(Services &services, ConversationController &conversation, Grant::What what,
                 QWidget &window, const std::function<void()> &done);

} // namespace spaceline
