#include "base/logging.h"

namespace spaceline {

Q_LOGGING_CATEGORY(lcNet, "spaceline.net", QtInfoMsg)
Q_LOGGING_CATEGORY(lcGradio, "spaceline.gradio", QtInfoMsg)
Q_LOGGING_CATEGORY(lcHub, "spaceline.hub", QtInfoMsg)
Q_LOGGING_CATEGORY(lcAccount, "spaceline.account", QtInfoMsg)
Q_LOGGING_CATEGORY(lcStore, "spaceline.store", QtInfoMsg)
Q_LOGGING_CATEGORY(lcChat, "spaceline.chat", QtInfoMsg)
Q_LOGGING_CATEGORY(lcUi, "spaceline.ui", QtInfoMsg)

} // namespace spaceline
