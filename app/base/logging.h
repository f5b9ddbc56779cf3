#pragma once

#include <QLoggingCategory>

namespace spaceline {

Q_DECLARE_LOGGING_CATEGORY(
    lcNet) // "spaceline.net": methods, hosts, statuses, sizes; never headers or bodies
Q_DECLARE_LOGGING_CATEGORY(lcGradio) // "spaceline.gradio": states, sizes, times
Q_DECLARE_LOGGING_CATEGORY(lcHub) // "spaceline.hub": stages
Q_DECLARE_LOGGING_CATEGORY(lcAccount) // "spaceline.account": account ids; never tokens
Q_DECLARE_LOGGING_CATEGORY(lcStore) // "spaceline.store": schema steps, row counts; never texts
Q_DECLARE_LOGGING_CATEGORY(lcChat) // "spaceline.chat": states of conversations; never texts
Q_DECLARE_LOGGING_CATEGORY(lcUi) // "spaceline.ui"

} // namespace spaceline
